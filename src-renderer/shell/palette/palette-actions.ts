import { IconLayoutList } from '@tabler/icons-react';
import { formatNumber } from '#core/analysis/words/format.ts';
import type { HomeRun } from '#core/contract/home.ts';
import { type RunActionId, runActions } from '../../actions/run-actions.ts';
import { counted } from '../../format/numbers.ts';
import { RUN_STATE_WORDS } from '../../format/words.ts';
import { addresses } from '../../routing/addresses.ts';
import { type Action, action } from '../../stores/action.ts';
import type { Stores } from '../../stores/stores.ts';

function openHint(run: HomeRun): string {
  if (!run.status) {
    return 'cannot be read just now';
  }
  const { state, best, budget } = run.status;
  const parts = [
    RUN_STATE_WORDS[state].toLowerCase(),
    counted(budget.evaluations.completed, 'evaluation'),
    best ? `best loss ${formatNumber(best.loss)}` : null,
  ];
  return parts.filter(Boolean).join(', ');
}

const PER_RUN: readonly RunActionId[] = [
  'stop-finish-current',
  'stop-now',
  'resume',
  'add-worker',
  'more-budget',
];

/** `Open NAME` for each run of the list, and its acts under its name. */
export function homeActions(runs: readonly HomeRun[], stores: Stores, go: (to: string) => void): Action[] {
  const open = runs.map((run) =>
    action({
      id: `open:${run.key}`,
      name: `Open ${run.name}`,
      group: 'All runs',
      icon: IconLayoutList,
      hint: openHint(run),
      run: () => go(addresses.run(run.key)),
    }),
  );
  const acts = runs.flatMap((run) => {
    const all = runActions({ ...run, readOnlyBecause: run.read_only_because }, stores);
    // Their shortcuts belong to the run that is on screen.
    return PER_RUN.map((id) => ({ ...all[id], shortcut: null }));
  });
  return [...open, ...acts];
}

/** Without what an action offered by the screen in front already says. */
export function withoutDoubles(actions: readonly Action[]): Action[] {
  const seen = new Set<string>();
  return actions.filter((each) => !seen.has(each.id) && seen.add(each.id));
}
