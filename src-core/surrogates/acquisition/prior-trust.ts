import { spearman } from '#core/numerics/ranks.ts';
import { normalCdf } from '#core/space/normal-distribution.ts';

/** What one trial says of a prior. */
export type PriorWitness = {
  /** The logarithm of the prior's density there. */
  readonly density: number;
  /** Infinity where the evaluation gave no loss. */
  readonly loss: number;
};

/**
 * How far results allow a prior to be trusted, from 0 to 1: twice the probability of a rank correlation as bad as theirs,
 * at most 1, were losses unrelated to the prior (C. Spearman, "The proof and measurement of association between two
 * things", American J. Psychology 15, 1904; its normal approximation, of variance 1 / (n − 1)). It is 1 as long as losses are
 * not higher where the prior is dense. Ranks, since the scales of loss and density are anyone's.
 */
export function priorTrust(witnesses: readonly PriorWitness[]): number {
  const correlation = spearman(
    Float64Array.from(witnesses, ({ density }) => density),
    Float64Array.from(witnesses, ({ loss }) => loss),
  );
  return correlation === null
    ? 1
    : Math.min(1, 2 * normalCdf(-correlation * Math.sqrt(witnesses.length - 1)));
}
