import { bootstrap, type Estimate, mean } from './statistics.ts';
import { lengthOf, logRegret, type ObjectiveEntry, type Trajectory } from './trajectories.ts';

/** log10 regret of one optimizer by objective and seed, step by step. */
type Regrets = readonly (readonly (readonly number[])[])[];

/** The regrets of one optimizer on those objectives on which it was run. */
export function regretsOf(
  optimizer: string,
  objectives: readonly ObjectiveEntry[],
  runs: readonly Trajectory[],
): Regrets {
  return objectives
    .map((objective) =>
      runs
        .filter((run) => run.optimizer === optimizer && run.objective === objective.name)
        .map((run) => run.true.map((loss) => logRegret(objective, loss))),
    )
    .filter((seeds) => seeds.length > 0);
}

/** The mean over seeds, then over objectives, at every step that all searches reached; nothing where there are none. */
export function meanCurve(regrets: Regrets): readonly Estimate[] {
  const length = Math.min(...regrets.flat().map((one) => one.length));
  return Array.from({ length: Number.isFinite(length) ? length : 0 }, (_, step) =>
    bootstrap(
      regrets.map((seeds) => seeds.map((one) => one[step] ?? 0)),
      (drawn) => mean(drawn.map(mean)),
    ),
  );
}

/** The step at a checkpoint, counted from 0: a share of the budget up to 1, a number of evaluations above. */
export function stepAt(objective: ObjectiveEntry, checkpoint: number): number {
  const total = lengthOf(objective);
  return (checkpoint <= 1 ? Math.ceil(total * checkpoint) : Math.min(checkpoint, total)) - 1;
}
