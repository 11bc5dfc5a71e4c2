import type { RunState } from '#core/contract/run/status.ts';
import type { RunActionId } from '#renderer/actions/run-actions.ts';
import type { Action } from '#renderer/stores/action.ts';

/** Buttons in the header by state, the likeliest first. */
const BUTTONS = {
  running: ['stop-finish-current', 'stop-now', 'add-worker', 'more-budget'],
  stalled: ['resume', 'more-budget'],
  stopped: ['resume', 'more-budget'],
  failed: ['resume', 'more-budget'],
  empty: ['resume', 'more-budget'],
  finished: ['more-budget'],
  unknown: ['stop-finish-current', 'stop-now', 'add-worker'],
} as const satisfies Record<RunState, readonly RunActionId[]>;

/** In a narrow window so many stay buttons; the others fold into More. */
const NARROW_BUTTONS = 2;

type Chosen = { readonly buttons: readonly Action[]; readonly menu: readonly Action[] };

/** Which of a run's actions are buttons, and which stand behind More. */
export function chooseActions(all: Record<RunActionId, Action>, state: RunState, narrow: boolean): Chosen {
  const ids: readonly RunActionId[] = BUTTONS[state];
  const shown = new Set(ids.slice(0, narrow ? NARROW_BUTTONS : undefined));
  const entries = Object.entries(all) as [RunActionId, Action][];
  return {
    buttons: ids.filter((id) => shown.has(id)).map((id) => all[id]),
    menu: entries.filter(([id]) => !shown.has(id)).map(([, action]) => action),
  };
}

/** The one that is drawn in ink: what a run that stands still most likely needs. */
export function isPrimary(id: string, state: RunState): boolean {
  const name = id.split(':', 1)[0];
  return name === 'resume' || (name === 'more-budget' && state === 'finished');
}
