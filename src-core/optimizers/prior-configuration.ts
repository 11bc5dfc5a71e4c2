import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import type { Config, ConfigValue } from '#core/contract/value.ts';
import type { Rng } from '#core/space/rng.ts';
import { sampleUniform } from '#core/space/sampling.ts';
import { booleanArgument } from './definition/arguments.ts';

/** For every optimizer that can start with {@link priorConfiguration}. */
export const SAMPLE_PRIOR_FIRST = booleanArgument('sample_prior_first', {
  default: false,
  description: 'Start a run that has no trials yet with the configuration of all prior values.',
});

function priorOf(parameter: Parameter, drawn: ConfigValue | undefined): ConfigValue | undefined {
  return parameter.kind === 'constant' ? parameter.value : (parameter.prior ?? drawn);
}

/**
 * The configuration of all prior values, for `sample_prior_first`; parameters without a prior are drawn evenly, the
 * fidelity is at its upper bound.
 */
export function priorConfiguration(space: SearchSpace, rng: Rng): Config {
  const drawn = sampleUniform(space, rng);
  return Object.fromEntries(
    space.flatMap((parameter) => {
      const value = priorOf(parameter, drawn[parameter.name]);
      return value === undefined ? [] : [[parameter.name, value]];
    }),
  );
}
