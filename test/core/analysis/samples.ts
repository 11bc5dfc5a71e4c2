import type { Trial } from '#core/contract/run/trial.ts';
import type { Parameter } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { createRng } from '#core/space/rng.ts';
import { sampleUniform } from '#core/space/sampling.ts';
import { success } from './trials.ts';

const NO_PRIOR = { prior: null, prior_confidence: null } as const;

export function float(name: string, lower = 0, upper = 1, change: Partial<Parameter> = {}): Parameter {
  return {
    kind: 'float',
    name,
    lower,
    upper,
    log: false,
    is_fidelity: false,
    ...NO_PRIOR,
    ...change,
  } as Parameter;
}

export function integer(
  name: string,
  lower: number,
  upper: number,
  change: Partial<Parameter> = {},
): Parameter {
  return { ...float(name, lower, upper), kind: 'integer', ...change } as Parameter;
}

export function categorical(name: string, choices: string[], change: Partial<Parameter> = {}): Parameter {
  const kinds = choices.map(() => 'string' as const);
  return { kind: 'categorical', name, choices, choice_kinds: kinds, ...NO_PRIOR, ...change } as Parameter;
}

/** Trials drawn evenly from a space; the same in every test that asks for as many. */
export function sampled(
  space: readonly Parameter[],
  count: number,
  loss: (config: Config) => number,
  seed = 1,
): readonly Trial[] {
  return Array.from({ length: count }, (_, index) => {
    const config = sampleUniform(space, createRng(seed, index + 1));
    return success(index + 1, loss(config), index + 1, { config });
  });
}
