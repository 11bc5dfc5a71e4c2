import type { AskInput } from './optimizer.ts';

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
