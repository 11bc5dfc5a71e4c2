import { lossOf, type Trial } from '#core/contract/trial.ts';
import type { TrialsView } from '#core/optimizers/optimizer.ts';
import { type ModelSpace, pointOf } from '#core/surrogates/model-space.ts';

/** The first trials whose configuration is one of the space; looks at no more of them than it must. */
function firstOf(space: ModelSpace, ranked: readonly Trial[], count: number): readonly Trial[] {
  const found: Trial[] = [];
  for (let place = 0; place < ranked.length && found.length < count; place++) {
    const trial = ranked[place] as Trial;
    if (pointOf(space, trial.config) !== null) {
      found.push(trial);
    }
  }
  return found;
}

/** The best trials of one rung over all brackets whose configuration is one of the space, the least loss first. */
export function bestOfRung(
  space: ModelSpace,
  { rungs }: TrialsView,
  rung: number,
  count: number,
): readonly Trial[] {
  return rungs
    .filter((view) => view.rung === rung)
    .flatMap(({ ranked }) => firstOf(space, ranked, count))
    .map((trial) => ({ trial, loss: lossOf(trial) ?? Number.POSITIVE_INFINITY }))
    .sort((a, b) => a.loss - b.loss)
    .slice(0, count)
    .map(({ trial }) => trial);
}
