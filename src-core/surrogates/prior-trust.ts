import { normalCdf } from '#core/space/normal-distribution.ts';

/** What one trial says of a prior. */
export type PriorWitness = {
  /** The logarithm of the prior's density there. */
  readonly density: number;
  /** Infinity where the evaluation gave no loss. */
  readonly loss: number;
};

/** Ranks from 0 on, equal values sharing the middle of theirs, less their mean. */
function centredRanks(values: readonly number[]): Float64Array {
  const order = values
    .map((_, index) => index)
    .sort((a, b) => compare(values[a] as number, values[b] as number));
  const ranks = new Float64Array(values.length);
  const mean = (values.length - 1) / 2;
  for (let from = 0, to = 0; from < order.length; from = to) {
    const value = values[order[from] as number];
    for (to = from; to < order.length && values[order[to] as number] === value; ) {
      to++;
    }
    for (const index of order.slice(from, to)) {
      ranks[index] = (from + to - 1) / 2 - mean;
    }
  }
  return ranks;
}

/** Also of infinities, whose difference is no number. */
function compare(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function product(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] as number), 0);
}

/**
 * How far results allow a prior to be trusted, from 0 to 1: twice the probability of a rank correlation as bad as theirs,
 * at most 1, were losses unrelated to the prior (C. Spearman, "The proof and measurement of association between two
 * things", American J. Psychology 15, 1904; its normal approximation, of variance 1 / (n − 1)). It is 1 as long as losses are
 * not higher where the prior is dense. Ranks, since the scales of loss and density are anyone's.
 */
export function priorTrust(witnesses: readonly PriorWitness[]): number {
  const densities = centredRanks(witnesses.map(({ density }) => density));
  const losses = centredRanks(witnesses.map(({ loss }) => loss));
  const spread = Math.sqrt(product(densities, densities) * product(losses, losses));
  if (spread === 0) {
    return 1;
  }
  const correlation = product(densities, losses) / spread;
  return Math.min(1, 2 * normalCdf(-correlation * Math.sqrt(witnesses.length - 1)));
}
