import { createRng, type Rng } from '#core/space/rng.ts';

/**
 * Random numbers that are the same for every worker that knows the same: those who think at the same time foresee each
 * other's choice.
 *
 * @param known how many results and trials under way there are, those that are foreseen among them
 */
export function sharedRng(known: number): Rng {
  return createRng(known, 0);
}
