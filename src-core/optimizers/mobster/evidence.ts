import {
  endedWith,
  type Placed,
  placed,
  trialsUnderWay,
} from '#core/optimizers/bayesian/bayesian-evidence.ts';
import { rungOf, shareTaken } from '#core/optimizers/brackets/fidelity-share.ts';
import type { RungTable } from '#core/optimizers/brackets/rung-table.ts';
import type { AskInput } from '#core/optimizers/optimizer.ts';
import type { ModelSpace, Point } from '#core/surrogates/model-space.ts';
import type { Place } from './rung-covariance.ts';

/** An evaluation that ended with a loss. */
export type Observation = Place & { readonly loss: number };

/** A trial that may go on. */
export type Paused = Place & Placed;

/** What the trials say, at all fidelities. */
export type FidelityEvidence = {
  /** In the order in which the journal took the results. */
  readonly observed: readonly Observation[];
  readonly failed: readonly Point[];
  readonly pending: readonly Place[];
  /** Trials below the highest rung that succeeded and that nothing continues: of each rung the best. */
  readonly paused: readonly Paused[];
  /** How many configurations were begun. */
  readonly begun: number;
  /** What each rung has taken of fidelity, in full evaluations; going on from a lower rung takes the difference. */
  readonly spent: readonly number[];
};

/**
 * What an evaluation costs beside its fidelity, in full evaluations: cheap ones are not for free, in time and in thought.
 */
export const OVERHEAD = 0.05;
/** Trials of one rung that are looked at for going on; of so many the best are among them. */
const CONSIDERED = 50;
function spentByRung({ trials }: AskInput, table: RungTable): readonly number[] {
  const spent = table.fidelities.map(() => 0);
  for (const trial of [...trials.completed, ...trialsUnderWay(trials)]) {
    const rung = rungOf(trial, table);
    spent[rung] = (spent[rung] ?? 0) + shareTaken(trial, trials, table) + OVERHEAD;
  }
  return spent;
}

function pausedTrials(space: ModelSpace, { trials }: AskInput, { top }: RungTable): readonly Paused[] {
  return trials.rungs.flatMap(({ rung, ranked, promoted }) =>
    rung >= top
      ? []
      : placed(space, ranked.filter(({ trial }) => !promoted.has(trial)).slice(0, CONSIDERED)).map((one) => ({
          ...one,
          rung,
        })),
  );
}

/**
 * Takes in all trials; of those whose configuration is none of the space only what they spent.
 *
 * @param space rungs stand for the fidelity
 */
export function gatherEvidence(space: ModelSpace, table: RungTable, input: AskInput): FidelityEvidence {
  const completed = placed(space, input.trials.completed);
  const { evaluated, failed } = endedWith(completed, input.onError);
  const underWay = placed(space, trialsUnderWay(input.trials));
  const known = [...completed, ...underWay];
  return {
    observed: evaluated.map(({ trial, point, loss }) => ({ point, loss, rung: rungOf(trial, table) })),
    failed: failed.map(({ point }) => point),
    pending: underWay.map(({ trial, point }) => ({ point, rung: rungOf(trial, table) })),
    paused: pausedTrials(space, input, table),
    begun: known.filter(({ trial }) => trial.previous === null).length,
    spent: spentByRung(input, table),
  };
}
