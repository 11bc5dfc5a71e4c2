import type { RungTable } from '#core/optimizers/brackets/rung-table.ts';
import { fitLossScale } from '#core/surrogates/gp/loss-scale.ts';
import type { Observation } from './evidence.ts';
import type { RungObservation } from './fit-rungs.ts';

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
