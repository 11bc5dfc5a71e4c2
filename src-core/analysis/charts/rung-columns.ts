import { isCompleted, type Trial, winningLoss } from '#core/contract/run/trial.ts';
import { type CutOff, cutOffOf, type PromotionRule } from '../insight/rung-cut-off.ts';
import { grouped } from '../trials/grouped.ts';

/** A trial in its rung. */
export type RungEntry = {
  readonly trial: Trial;
  /** A trial of a higher rung continues it. */
  readonly goesOn: boolean;
  /** It would go on if its rung stayed as it is now. */
  readonly wouldGoOn: boolean;
  /** It is the best trial, or the best trial continues it. */
  readonly isOnBestPath: boolean;
};

/** The trials of one bracket in one rung. */
export type RungGroup = {
  /** Null where brackets are not known or there is only one. */
  readonly bracket: number | null;
  /** Those that are worth a line: first by loss, then what is under way, then what has no loss. */
  readonly entries: readonly RungEntry[];
  readonly completed: number;
  readonly all: number;
  /** How many went on. */
  readonly passed: number;
  /** Null in the highest rung, and where it is not known how trials are chosen. */
  readonly cutOff: CutOff | null;
  /** Left out of `entries`, and how many of these ended without a loss. */
  readonly leftOut: number;
  readonly leftOutWithoutLoss: number;
};

export type RungColumn = {
  readonly rung: number;
  readonly fidelity: number | null;
  readonly trials: number;
  readonly groups: readonly RungGroup[];
};

/** Lines that a group takes at most, for each reason to show one. */
const MOST = { passed: 24, stopped: 5, underWay: 12, withoutLoss: 2 };

/**
 * A run with rungs as columns of trials; empty for one without. Near to linear in the number of trials.
 *
 * @param rule how trials are chosen to go on; null where that is not known
 */
export function rungColumns(
  trials: readonly Trial[],
  best: string | null,
  rule: PromotionRule | null = null,
): readonly RungColumn[] {
  const continued = new Set(trials.flatMap(({ previous }) => previous ?? []));
  const path = pathOf(trials, best);
  const rungs = grouped(trials, ({ rung }) => rung);
  return [...rungs]
    .flatMap(([rung, inRung]) => (rung === null ? [] : [{ rung, inRung }]))
    .toSorted((a, b) => a.rung - b.rung)
    .map(({ rung, inRung }) => {
      const fidelity = inRung.find((trial) => trial.fidelity !== null)?.fidelity ?? null;
      const isHighest = rule === null || fidelity === null || fidelity >= rule.highest;
      const shared = isHighest || rule.waits ? null : cutOffOf(inRung, rule, continued);
      return {
        rung,
        fidelity,
        trials: inRung.length,
        groups: [...grouped(inRung, ({ bracket }) => bracket)]
          .toSorted(([a], [b]) => (a ?? -1) - (b ?? -1))
          .map(([bracket, members]) => {
            const own = isHighest || !rule.waits ? shared : cutOffOf(members, rule, continued);
            return groupOf(bracket, members, { continued, path, cutOff: own });
          }),
      };
    });
}

/** The best trial and all that it continues. */
function pathOf(trials: readonly Trial[], best: string | null): ReadonlySet<string> {
  const path = new Set<string>();
  if (best === null) {
    return path;
  }
  const byName = new Map(trials.map((trial) => [trial.trial, trial]));
  for (
    let trial = byName.get(best);
    trial !== undefined && !path.has(trial.trial);
    trial = trial.previous === null ? undefined : byName.get(trial.previous)
  ) {
    path.add(trial.trial);
  }
  return path;
}

type Known = {
  readonly continued: ReadonlySet<string>;
  readonly path: ReadonlySet<string>;
  readonly cutOff: CutOff | null;
};

function groupOf(
  bracket: number | null,
  trials: readonly Trial[],
  { continued, path, cutOff }: Known,
): RungGroup {
  const entries = trials.map((trial) => ({
    trial,
    loss: winningLoss(trial),
    goesOn: continued.has(trial.trial),
    wouldGoOn: cutOff?.open.has(trial) === true,
    isOnBestPath: path.has(trial.trial),
  }));
  const ranked = entries
    .filter(({ loss }) => loss !== null)
    .toSorted((a, b) => (a.loss ?? 0) - (b.loss ?? 0));
  const underWay = entries.filter(({ trial }) => !isCompleted(trial.state));
  const withoutLoss = entries.filter(({ trial, loss }) => loss === null && isCompleted(trial.state));
  const shown = new Set([
    ...ranked.filter(({ isOnBestPath }) => isOnBestPath),
    ...ranked.filter(({ goesOn }) => goesOn).slice(0, MOST.passed),
    ...ranked.filter(({ wouldGoOn }) => wouldGoOn).slice(0, MOST.passed),
    ...ranked.filter(({ goesOn, wouldGoOn }) => !goesOn && !wouldGoOn).slice(0, MOST.stopped),
    ...underWay.slice(0, MOST.underWay),
    ...withoutLoss.slice(0, MOST.withoutLoss),
  ]);
  return {
    bracket,
    entries: [...ranked, ...underWay, ...withoutLoss].filter((entry) => shown.has(entry)),
    completed: entries.length - underWay.length,
    all: entries.length,
    passed: entries.filter(({ goesOn }) => goesOn).length,
    cutOff,
    leftOut: entries.length - shown.size,
    leftOutWithoutLoss: withoutLoss.filter((entry) => !shown.has(entry)).length,
  };
}
