import type { RungTable } from '#core/optimizers/brackets/rung-table.ts';
import {
  type AcquisitionTerm,
  logExpectedImprovement,
  sumOfTerms,
} from '#core/surrogates/acquisition/acquisition.ts';
import { logFeasibility } from '#core/surrogates/feasibility.ts';
import { fitLossScale } from '#core/surrogates/gp/loss-scale.ts';
import { spreadOver, theBestAndASpread } from '#core/surrogates/gp/subset.ts';
import type { ModelSpace, Point } from '#core/surrogates/model-space.ts';
import type { FidelityEvidence, Observation } from './evidence.ts';
import { fitCommittee } from './fit-committee.ts';
import type { RungObservation } from './fit-rungs.ts';
import type { Place } from './rung-covariance.ts';
import type { RungProcess } from './rung-process.ts';

/** Observations of the highest rungs from which the scale is learnt. */
const ENOUGH = 12;

/**
 * The losses of each rung as targets: the distance from the best of the same rung, on one scale for all rungs. The
 * scale is that of the highest rungs, whose differences count; losses at low fidelities may all be the same, or huge.
 */
export function scaledLosses(
  { fidelities }: RungTable,
  observed: readonly Observation[],
): readonly (readonly RungObservation[])[] {
  const rungs = fidelities.map((_, rung) => observed.filter((one) => one.rung === rung));
  const distances = rungs.map((items) => {
    const best = items.reduce((least, { loss }) => Math.min(least, loss), Number.POSITIVE_INFINITY);
    // Halved, since the distance between the largest numbers would overflow.
    return items.map(({ loss }) => loss / 2 - best / 2);
  });
  const highest = distances.reduceRight<readonly number[]>(
    (above, ofRung) => (above.length < ENOUGH ? above.concat(ofRung) : above),
    [],
  );
  const scale = fitLossScale(highest);
  return rungs.map((items, rung) =>
    items.map(({ point }, i) => ({ point, loss: scale(distances[rung]?.[i] ?? 0) })),
  );
}

/** The most observations that the process remembers: those of the lowest rung, and of all others together. */
const MAX_LOWEST = 70;
const MAX_HIGHER = 100;
/** The most pending trials that are foreseen. */
const MAX_PENDING = 64;
const MAX_SUCCEEDED = 120;
const MAX_FAILED = 100;

/** A model of the loss at every rung, and of where evaluations fail. */
export type FidelityModel = {
  /** Of the scaled losses; places that are being evaluated are taken to turn out as expected. */
  readonly process: RungProcess;
  /** The logarithm of the probability that an evaluation succeeds; null where none has failed. */
  readonly feasibility: AcquisitionTerm | null;
  readonly space: ModelSpace;
  readonly top: number;
};

/** Learns the loss at all rungs. The same evidence gives the same model. @param evidence with at least one observation */
export function fitFidelityModel(
  space: ModelSpace,
  table: RungTable,
  evidence: FidelityEvidence,
): FidelityModel {
  const { observed, failed, pending } = evidence;
  const { top } = table;
  const most = (rung: number) => (rung === 0 ? MAX_LOWEST : Math.max(20, Math.floor(MAX_HIGHER / top)));
  const kept = scaledLosses(table, observed).map((items, rung) => theBestAndASpread(items, most(rung)));
  const succeeded = spreadOver(
    observed.map(({ point }) => point),
    MAX_SUCCEEDED,
  );
  const feasibility =
    failed.length === 0 ? null : logFeasibility(space.axes, succeeded, spreadOver(failed, MAX_FAILED));
  const model = { process: fitCommittee(space.axes, kept), feasibility, space, top };
  return foresee(model, spreadOver(pending, MAX_PENDING));
}

/** The model while some more places are being evaluated: they are taken to turn out as expected. */
export function foresee(model: FidelityModel, places: readonly Place[]): FidelityModel {
  const targets = Float64Array.from(places, (place) => model.process.predict(place).mean);
  return places.length === 0 ? model : { ...model, process: model.process.extend({ places, targets }) };
}

/** The loss that a configuration is expected to have at the highest rung, scaled. */
export function expectedLoss({ process, top }: FidelityModel, point: Point): number {
  return process.predict({ point, rung: top }).mean;
}

/** The logarithm of the improvement below `best` that a configuration is expected to bring at the highest rung. */
export function improvement(
  { process, feasibility, space, top }: FidelityModel,
  best: number,
): AcquisitionTerm {
  const highest = {
    predict: (point: Point, gradient?: Parameters<RungProcess['predict']>[1]) =>
      process.predict({ point, rung: top }, gradient),
  };
  const expected = logExpectedImprovement(highest, best, space.axes.length);
  return feasibility === null ? expected : sumOfTerms([expected, feasibility]);
}
