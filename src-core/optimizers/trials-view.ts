import { inOrderOfEnd, type Trial, winningLoss } from '#core/contract/run/trial.ts';
import type { RungView, TrialsView } from './optimizer.ts';

/** Appends to the list under `key`, which is begun where there is none. */
function file<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [value]);
  } else {
    list.push(value);
  }
}

/** The trials by bracket and rung; those without a rung are left out. */
function byBracketAndRung(trials: readonly Trial[]): Map<number, Map<number, Trial[]>> {
  const brackets = new Map<number, Map<number, Trial[]>>();
  for (const trial of trials) {
    if (trial.rung === null) {
      continue;
    }
    const bracket = trial.bracket ?? 0;
    const rungs = brackets.get(bracket) ?? new Map<number, Trial[]>();
    brackets.set(bracket, rungs);
    file(rungs, trial.rung, trial);
  }
  return brackets;
}

/** Those with a finite loss, the least first; of equal ones the one that stands first here. */
function byLoss(trials: readonly Trial[]): readonly Trial[] {
  const winners = trials.flatMap((trial) => {
    const loss = winningLoss(trial);
    return loss === null ? [] : [{ trial, loss }];
  });
  return winners.sort((a, b) => a.loss - b.loss).map(({ trial }) => trial);
}

function rungViews(trials: readonly Trial[]): readonly RungView[] {
  const continued = new Set(trials.flatMap((trial) => trial.previous ?? []));
  const views = [...byBracketAndRung(trials)].flatMap(([bracket, rungs]) =>
    [...rungs].map(([rung, members]) => {
      const completed = inOrderOfEnd(members);
      const promoted = new Set(members.map(({ trial }) => trial).filter((id) => continued.has(id)));
      return { bracket, rung, trials: members, completed, ranked: byLoss(completed), promoted };
    }),
  );
  return views.sort((a, b) => a.bracket - b.bracket || a.rung - b.rung);
}

function placeOf(bracket: number, rung: number): string {
  return `${bracket} ${rung}`;
}

/**
 * The view of a plain list, which every incremental view must equal. Takes trials ordered by number, those of one
 * number by rung; the order of results is the order of `ended_at`.
 */
export function trialsViewOf(trials: readonly Trial[]): TrialsView {
  const byId = new Map(trials.map((trial) => [trial.trial, trial]));
  const byState = new Map<Trial['state'], Trial[]>();
  for (const trial of trials) {
    file(byState, trial.state, trial);
  }
  const rungs = rungViews(trials);
  const byPlace = new Map(rungs.map((view) => [placeOf(view.bracket, view.rung), view]));
  return {
    size: trials.length,
    get: (trial) => byId.get(trial) ?? null,
    inState: (state) => byState.get(state) ?? [],
    completed: inOrderOfEnd(trials),
    rungs,
    rung: (bracket, rung) => byPlace.get(placeOf(bracket, rung)) ?? null,
  };
}
