import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import type { Config, ConfigValue } from '#core/contract/value.ts';
import type { Rng } from '#core/space/rng.ts';
import { sampleUniform } from '#core/space/sampling.ts';

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
