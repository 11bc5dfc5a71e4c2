import type { SearchSpace } from '#core/contract/space.ts';
import type { Config, ConfigValue } from '#core/contract/value.ts';
import { choiceProbabilities, numericalPrior } from '#core/space/prior.ts';
import { type SearchableParameter, searchable } from '#core/space/roles.ts';
import { encodeNumber } from '#core/space/unit-cube.ts';

function logDensityOf(parameter: SearchableParameter, value: ConfigValue): number {
  if (parameter.kind !== 'categorical') {
    return Math.log(numericalPrior(parameter).density(encodeNumber(parameter, Number(value))));
  }
  const probability = choiceProbabilities(parameter)[parameter.choices.indexOf(value)] ?? 0;
  return Math.log(probability * parameter.choices.length);
}

/** The logarithm of the priors' density at a configuration, relative to the uniform one, whose logarithm is 0. */
export function logPriorDensity(space: SearchSpace, config: Config): number {
  return searchable(space).reduce((sum, parameter) => {
    const value = config[parameter.name];
    return value === undefined ? sum : sum + logDensityOf(parameter, value);
  }, 0);
}
