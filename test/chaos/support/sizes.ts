/** True under `npm run test:chaos`: every moment, every kill. Otherwise a sample that takes well under a minute. */
export const IS_FULL = process.env.INCUMBENT_CHAOS === 'full';

/**
 * The seed of everything that is drawn at random here; it is printed, and may be given to draw the same again. Another
 * one each time in full length; the sample of ordinary test runs is the same one for every change.
 */
export const CHAOS_SEED = Number(process.env.INCUMBENT_CHAOS_SEED ?? (IS_FULL ? Date.now() % 2 ** 31 : 2026));

/** How much of something: all of it, or the sample of ordinary test runs. */
export function size(full: number, sample: number): number {
  return IS_FULL ? full : sample;
}

/** Numbers from 0 up to 1, the same for the same seed (Marsaglia's xorshift of 32 bits). */
export function createDice(seed = CHAOS_SEED): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** So many of the items, drawn without putting back; in their order. */
export function sampleOfItems<T>(items: readonly T[], count: number, dice: () => number): readonly T[] {
  const left = items.map((_, index) => index);
  const taken = Array.from({ length: Math.min(count, items.length) }, () =>
    Number(left.splice(Math.floor(dice() * left.length), 1)[0]),
  );
  return taken.sort((a, b) => a - b).flatMap((index) => items.slice(index, index + 1));
}
