import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Ask } from '#core/optimizers/optimizer.ts';
import { createRng } from '#core/space/rng.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { sampleUniform } from '#core/space/sampling.ts';
import { failure, nameOf, simulate, success } from './simulate.ts';

/** Of every so many trials that nothing continues one failed. */
const FAILS = 10;
/** So many different losses. */
const LOSSES = 97;

/**
 * Whether an optimizer opens one bracket after the other, as synchronous ones do; others come back to the same few.
 */
function opensBrackets(trials: readonly Trial[]): boolean {
  const brackets = trials.filter(({ previous }) => previous === null).map(({ bracket }) => bracket ?? 0);
  const ascends = brackets.every((bracket, index) => bracket >= (brackets[index - 1] ?? 0));
  return ascends && brackets.at(-1) !== brackets[0];
}

/** A trial of the pattern `by` numbers and `brackets` brackets later, without its outcome. */
function shifted(trial: Trial, space: SearchSpace, { by, brackets }: Shift): Trial {
  const number = nameOf(trial)[0] + by;
  const rename = (id: string) => id.replace(/^\d+/, (own) => String(Number(own) + by));
  const resource = fidelityOf(space);
  const config = sampleUniform(space, createRng(5, number));
  return {
    ...trial,
    trial: rename(trial.trial),
    previous: trial.previous === null ? null : rename(trial.previous),
    bracket: trial.bracket === null ? null : trial.bracket + brackets,
    config: resource === null ? config : { ...config, [resource.name]: trial.fidelity ?? resource.upper },
  };
}

type Shift = { readonly by: number; readonly brackets: number };

/**
 * As many trials as a long search has, with losses and costs, in the brackets and rungs in which the optimizer puts
 * them, some continued and some failed. Its first `steps` decisions show where that is; configurations are drawn. So
 * there can be more than anyone would wait for.
 */
export function manyTrials(
  ask: Ask,
  space: SearchSpace,
  { count, steps }: { readonly count: number; readonly steps: number },
): readonly Trial[] {
  const outcome = (_: Trial, step: number) => success(Math.sin(step), step, 1);
  const { trials: pattern } = simulate(ask, space, { steps, outcome });
  const continued = new Set(pattern.map(({ previous }) => previous));
  const apart = opensBrackets(pattern) ? 1 + Math.max(...pattern.map(({ bracket }) => bracket ?? 0)) : 0;
  return Array.from({ length: pattern.length === 0 ? 0 : count }, (_, index) => {
    const copy = Math.floor(index / pattern.length);
    const original = pattern[index % pattern.length] as Trial;
    const trial = shifted(original, space, { by: copy * pattern.length, brackets: copy * apart });
    const fails = index % FAILS === 0 && !continued.has(original.trial);
    return {
      ...trial,
      ...(fails ? failure('failed', index) : success(index % LOSSES, index, 1 + (index % 7))),
    };
  });
}
