import { fileURLToPath } from 'node:url';
import { readStatus, readTrials } from '#core/engine/runs/look.ts';

/** The fixture roots, and the objective that they were made with. */
export const ROOTS = fileURLToPath(new URL('../../fixtures/roots/', import.meta.url));

/** Stands in the fixture roots for the folder in which they were made. */
export const MADE_UP_FOLDER = '/experiments/search';

/** What a root tells of itself whatever version reads it, the path left out. */
export async function rootFacts(root: string) {
  const { state, finished_because, optimizer, counts, best, budget, run_id, cost_unit } =
    await readStatus(root);
  const { trials, space } = await readTrials(root);
  const { evaluations, cost } = budget;
  return {
    run_id,
    state,
    finished_because,
    optimizer,
    counts,
    best,
    evaluations,
    cost,
    cost_unit,
    space,
    trials,
  };
}
