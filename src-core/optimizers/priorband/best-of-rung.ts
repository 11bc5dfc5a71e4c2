import { lossOf, type Trial } from '#core/contract/run/trial.ts';
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

/** With their losses, the least first; equal ones stay in their order. */
function byLoss(trials: readonly Trial[]): readonly Trial[] {
  return trials
    .map((trial) => ({ trial, loss: lossOf(trial) ?? Number.POSITIVE_INFINITY }))
    .sort((a, b) => a.loss - b.loss)
    .map(({ trial }) => trial);
}

/** The best trials of one rung over all brackets whose configuration is one of the space, the least loss first. */
export function bestOfRung(
  space: ModelSpace,
  { rungs }: TrialsView,
  rung: number,
  count: number,
): readonly Trial[] {
  const brackets = rungs.filter((view) => view.rung === rung).map(({ ranked }) => ranked);
  // Of hundreds of brackets only a few trials can be among the best: the others' configurations are not looked at.
  const heads = byLoss(brackets.flatMap((ranked) => ranked.slice(0, count))).slice(0, count);
  return firstOf(space, heads, count).length === heads.length
    ? heads
    : byLoss(brackets.flatMap((ranked) => firstOf(space, ranked, count))).slice(0, count);
}
