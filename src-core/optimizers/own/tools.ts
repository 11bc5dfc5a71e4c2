import type { NumericalParameter, SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import type { Rng } from '#core/space/rng.ts';
import { fidelityOf, type SearchableParameter, searchable } from '#core/space/roles.ts';
import { sampleFromPriors, sampleUniform } from '#core/space/sampling.ts';
import { decodeValue, encodeValue } from '#core/space/unit-cube.ts';

/** What most optimizers need of the space, for those who write their own. */
export type Tools = {
  /** The parameters to search, in the order of the space: neither constants nor the fidelity. */
  readonly parameters: readonly SearchableParameter[];
  readonly fidelity: NumericalParameter | null;
  sample(rng: Rng): Config;
  sampleFromPriors(rng: Rng): Config;
  /** The place of a configuration in the unit cube, a coordinate for each of `parameters`. */
  toUnit(config: Config): number[];
  /** The configuration at a place; what lies outside is put on the border, the fidelity at its upper bound. */
  fromUnit(place: readonly number[]): Config;
};

export function createTools(space: SearchSpace): Tools {
  const parameters = searchable(space);
  const fidelity = fidelityOf(space);
  return {
    parameters,
    fidelity,
    sample: (rng) => sampleUniform(space, rng),
    sampleFromPriors: (rng) => sampleFromPriors(space, rng),
    toUnit: (config) => parameters.map((parameter) => encodeValue(parameter, config[parameter.name] ?? '')),
    fromUnit(place) {
      const units = new Map(parameters.map(({ name }, index) => [name, place[index]]));
      const entries = space.map((parameter) => [
        parameter.name,
        parameter === fidelity ? fidelity.upper : decodeValue(parameter, inUnit(units.get(parameter.name))),
      ]);
      return Object.fromEntries(entries);
    },
  };
}

/** Anything that is no number, such as a coordinate that was not given, is the middle. */
function inUnit(unit: number | undefined): number {
  return unit === undefined || Number.isNaN(unit) ? 0.5 : Math.min(Math.max(unit, 0), 1);
}
