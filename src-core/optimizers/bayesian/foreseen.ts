import type { Party } from '#core/surrogates/acquisition/space-filling.ts';
import type { AskInput } from '../optimizer.ts';
import { sharedRng } from './shared-rng.ts';

/**
 * Decisions of other workers that a model foresees: each takes a step of the model. Whoever has more before him decides
 * without it.
 */
export const MAX_FORESEEN = 16;

/**
 * How many decisions other workers are about to make before this one. They are left the first of what there is to do,
 * so that two workers that ask at the same moment do not both promote the same trial.
 */
export function decisionsAhead({ reserved, number }: Pick<AskInput, 'reserved' | 'number'>): number {
  return reserved.filter((other) => other < number).length;
}

/** The most parts that workers share a space out into; of more workers, some share a part. */
const MAX_PARTS = 32;

/**
 * This worker among those that decide at the same moment.
 *
 * @param known how many trials they all know of
 */
export function partyOf(input: Pick<AskInput, 'reserved' | 'number'>, known: number): Party {
  const size = Math.min(input.reserved.length + 1, MAX_PARTS);
  return { place: decisionsAhead(input) % size, size, shared: sharedRng(known) };
}
