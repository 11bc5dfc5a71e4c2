import { evenlyPicked } from './evenly-picked.ts';

/** One corner of a step function: from this loss on, `share` of the trials have at most it. */
export type EcdfStep = { readonly loss: number; readonly share: number };

/**
 * The empirical distribution of losses: for each loss the share of trials with at most that loss. With more than `most`
 * steps those are kept that are nearest to evenly spread shares; first and last always are.
 *
 * @param losses finite
 * @param total what the shares are of, where trials without a loss are to count; the losses alone by default
 */
export function ecdfOf(
  losses: readonly number[],
  { total = losses.length, most = 400 }: { readonly total?: number; readonly most?: number } = {},
): readonly EcdfStep[] {
  const sorted = Float64Array.from(losses).sort();
  const steps: EcdfStep[] = [];
  for (let i = 0; i < sorted.length; i++) {
    if (sorted[i] !== sorted[i + 1]) {
      steps.push({ loss: sorted[i] as number, share: (i + 1) / total });
    }
  }
  return evenlyPicked(steps, most);
}
