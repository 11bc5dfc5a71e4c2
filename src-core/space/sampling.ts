import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import type { Config, ConfigValue } from '#core/contract/value.ts';
import { choiceProbabilities, numericalPrior } from './prior.ts';
import type { Rng } from './rng.ts';
import { fidelityOf } from './roles.ts';
import { choiceAt, decodeNumber, decodeValue } from './unit-cube.ts';

/** The number of the part that the share `u` falls into; of the last one where rounding keeps the sum below 1. */
function partAt(probabilities: readonly number[], u: number): number {
  let rest = u;
  const index = probabilities.findIndex((probability) => {
    rest -= probability;
    return rest < 0;
  });
  return index === -1 ? probabilities.length - 1 : index;
}

/** A value spread evenly over the parameter's unit axis. */
export function sampleParameter(parameter: Parameter, rng: Rng): ConfigValue {
  return parameter.kind === 'constant' ? parameter.value : decodeValue(parameter, rng.next());
}

/** A value from the parameter's prior; spread evenly where it has none. Takes one draw either way. */
function sampleParameterFromPrior(parameter: Parameter, rng: Rng): ConfigValue {
  if (parameter.kind === 'constant' || parameter.prior === null) {
    return sampleParameter(parameter, rng);
  }
  return parameter.kind === 'categorical'
    ? choiceAt(parameter, partAt(choiceProbabilities(parameter), rng.next()))
    : decodeNumber(parameter, numericalPrior(parameter).quantile(rng.next()));
}

function sampleWith(space: SearchSpace, sample: (parameter: Parameter) => ConfigValue): Config {
  const fidelity = fidelityOf(space);
  return Object.fromEntries(
    space.map((parameter) => [parameter.name, parameter === fidelity ? fidelity.upper : sample(parameter)]),
  );
}

/**
 * A configuration spread evenly over the space: one draw a searched parameter, in the order of the space; constants
 * included, the fidelity at its upper bound.
 */
export function sampleUniform(space: SearchSpace, rng: Rng): Config {
  return sampleWith(space, (parameter) => sampleParameter(parameter, rng));
}

/** As {@link sampleUniform}, with parameters that have a prior drawn from it. */
export function sampleFromPriors(space: SearchSpace, rng: Rng): Config {
  return sampleWith(space, (parameter) => sampleParameterFromPrior(parameter, rng));
}
