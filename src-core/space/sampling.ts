import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import type { Config, ConfigValue } from '#core/contract/value.ts';
import { choiceProbabilities, numericalPrior } from './prior.ts';
import type { Rng } from './rng.ts';
import { fidelityOf } from './roles.ts';
import { decodeNumber, decodeValue } from './unit-cube.ts';

/** The choice at which the running sum of the probabilities passes `u`. */
function choiceAt(choices: readonly ConfigValue[], probabilities: readonly number[], u: number): ConfigValue {
  let rest = u;
  const index = probabilities.findIndex((probability) => {
    rest -= probability;
    return rest < 0;
  });
  // Rounding can leave a sum a little below 1; the last choice then takes what is left.
  return choices.at(index) ?? '';
}

/** A value spread evenly over the parameter's unit axis. */
export function sampleParameter(parameter: Parameter, rng: Rng): ConfigValue {
  return parameter.kind === 'constant' ? parameter.value : decodeValue(parameter, rng.next());
}

/** A value from the parameter's prior; spread evenly where it has none. */
function sampleParameterFromPrior(parameter: Parameter, rng: Rng): ConfigValue {
  switch (parameter.kind) {
    case 'float':
    case 'integer':
      return decodeNumber(parameter, numericalPrior(parameter).quantile(rng.next()));
    case 'categorical':
      return choiceAt(parameter.choices, choiceProbabilities(parameter), rng.next());
    case 'constant':
      return parameter.value;
  }
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
