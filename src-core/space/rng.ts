import { normalQuantile } from './normal-distribution.ts';

/** A source of random numbers. Every call of every method takes exactly one draw of 53 bits. */
export type Rng = {
  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  next(): number;
  /** Uniform among 0, 1, …, `below` − 1, for 1 ≤ `below` ≤ 2⁵³. */
  integer(below: number): number;
  /** Standard normal. */
  normal(): number;
};

/** Weyl increments: distinct odd constants, so that equal words of seed and stream are mixed differently. */
const WORD_OFFSETS = [0x9e3779b9, 0x7f4a7c15, 0xbf58476d, 0x94d049bb] as const;

/** Rounds after which every bit of the seed has reached every bit of the output; the generator's author uses 12. */
const WARM_UP_ROUNDS = 20;

/** Finalizer of MurmurHash3 (A. Appleby, 2011, public domain): a bijection of 32 bits in which close inputs part. */
function mix(word: number): number {
  let z = word;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
}

/**
 * sfc32, "small fast counting" generator of C. Doty-Humphrey (PractRand, public domain): 128 bits of state, the
 * fourth word is a counter, so that no cycle is shorter than 2³².
 */
function sfc32(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, counter] = state;
  return () => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result >>> 0;
  };
}

/** The upper half of an integer of up to 53 bits; negative ones count like two's complement. */
function highWord(value: number): number {
  return Math.floor(value / 2 ** 32);
}

/**
 * The random numbers of one decision: stream `stream` (a trial number) of the run's `seed`, both safe integers.
 *
 * Different pairs (seed, stream) begin at different states of the generator, because each step from the pair to the
 * state is a bijection. The numbers are the same on every machine and in every version: golden values are tested.
 */
export function createRng(seed: number, stream: number): Rng {
  const next32 = sfc32([
    mix(seed ^ WORD_OFFSETS[0]),
    mix(highWord(seed) ^ WORD_OFFSETS[1]),
    mix(stream ^ WORD_OFFSETS[2]),
    mix(highWord(stream) ^ WORD_OFFSETS[3]),
  ]);
  for (let round = 0; round < WARM_UP_ROUNDS; round++) {
    next32();
  }
  const next53 = () => (next32() >>> 5) * 2 ** 26 + (next32() >>> 6);
  return {
    next: () => next53() / 2 ** 53,
    // The product is below `below` even after rounding, since next() ≤ 1 − 2⁻⁵³; its bias is at most below · 2⁻⁵³.
    integer: (below) => Math.floor((next53() / 2 ** 53) * below),
    // The middle of one of 2⁵² equal parts: neither 0 nor 1, whose quantiles are infinite.
    normal: () => normalQuantile((Math.floor(next53() / 2) + 0.5) / 2 ** 52),
  };
}
