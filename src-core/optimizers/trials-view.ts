import { isCompleted, type Trial, type TrialState } from '#core/contract/trial.ts';
import type { RungView, TrialsView } from './optimizer.ts';

/** Results in the order of their end; ISO 8601 instants in UTC compare as texts. Trials without a time come last. */
function byEnd(a: Trial, b: Trial): number {
  const [first, second] = [a.ended_at ?? '\uffff', b.ended_at ?? '\uffff'];
  if (first === second) {
    return 0;
  }
  return first < second ? -1 : 1;
}

function groupBy<Key>(trials: readonly Trial[], keyOf: (trial: Trial) => Key | null): Map<Key, Trial[]> {
  const groups = new Map<Key, Trial[]>();
  for (const trial of trials) {
    const key = keyOf(trial);
    if (key === null) {
      continue;
    }
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [trial]);
    } else {
      group.push(trial);
    }
  }
  return groups;
}

function rungKey(bracket: number, rung: number): string {
  return `${bracket}/${rung}`;
}

function rungViews(trials: readonly Trial[]): readonly RungView[] {
  const continued = new Set(trials.flatMap((trial) => trial.previous ?? []));
  const groups = groupBy(trials, ({ bracket, rung }) =>
    bracket === null || rung === null ? null : rungKey(bracket, rung),
  );
  return [...groups.values()]
    .map((group) => ({
      bracket: group[0]?.bracket ?? 0,
      rung: group[0]?.rung ?? 0,
      trials: group,
      completed: group.filter((trial) => isCompleted(trial.state)).sort(byEnd),
      promoted: new Set(group.map((trial) => trial.trial).filter((id) => continued.has(id))),
    }))
    .sort((a, b) => a.bracket - b.bracket || a.rung - b.rung);
}

/**
 * The view of a plain list: what every incremental view must equal. Takes trials ordered by number, those of one
 * number by rung; the order of results is the order of `ended_at`.
 */
export function trialsViewOf(trials: readonly Trial[]): TrialsView {
  const byId = new Map(trials.map((trial) => [trial.trial, trial]));
  const byState = groupBy<TrialState>(trials, (trial) => trial.state);
  const rungs = rungViews(trials);
  const byRung = new Map(rungs.map((view) => [rungKey(view.bracket, view.rung), view]));
  return {
    size: trials.length,
    get: (trial) => byId.get(trial) ?? null,
    inState: (state) => byState.get(state) ?? [],
    completed: trials.filter((trial) => isCompleted(trial.state)).sort(byEnd),
    rungs,
    rung: (bracket, rung) => byRung.get(rungKey(bracket, rung)) ?? null,
  };
}
