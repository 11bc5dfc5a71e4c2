import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import type { Rng } from '#core/space/rng.ts';
import { type SearchableParameter, searchable } from '#core/space/roles.ts';
import { sampleFromPriors } from '#core/space/sampling.ts';

/** How likely each parameter leaves the incumbent's value. */
const MUTATION = 0.5;

function believing(parameter: SearchableParameter, config: Config): SearchableParameter {
  const value = config[parameter.name] ?? null;
  if (parameter.kind === 'categorical') {
    return { ...parameter, prior: value, prior_confidence: value === null ? null : 'high' };
  }
  const number = typeof value === 'number' ? value : null;
  return { ...parameter, prior: number, prior_confidence: number === null ? null : 'high' };
}

/** The space as a user would write it who believes in this configuration with high confidence. */
export function spaceAround(space: SearchSpace, config: Config): SearchSpace {
  const searched = new Set<SearchSpace[number]>(searchable(space));
  return space.map((parameter) =>
    searched.has(parameter) ? believing(parameter as SearchableParameter, config) : parameter,
  );
}

/** Draws of a neighbour that are thrown away at most: integers and choices may come out as they were. */
const MAX_COPIES = 20;

function drawNeighbour(around: SearchSpace, names: readonly string[], incumbent: Config, rng: Rng): Config {
  const drawn = sampleFromPriors(around, rng);
  const certain = names[rng.integer(Math.max(1, names.length))];
  const changed = new Set(names.filter((name) => rng.next() < MUTATION || name === certain));
  return Object.fromEntries(
    Object.entries(drawn).map(([name, value]) => [
      name,
      names.includes(name) && !changed.has(name) ? (incumbent[name] ?? value) : value,
    ]),
  );
}

/**
 * A neighbour of the incumbent: about half of the parameters, one at least, are drawn anew around its values, the
 * others keep them. It differs from the incumbent wherever that is possible.
 */
export function drawAround(space: SearchSpace, incumbent: Config, rng: Rng): Config {
  const around = spaceAround(space, incumbent);
  const names = searchable(space).map(({ name }) => name);
  const isCopy = (config: Config) => names.every((name) => config[name] === incumbent[name]);
  let drawn = drawNeighbour(around, names, incumbent, rng);
  for (let copies = 1; copies <= MAX_COPIES && isCopy(drawn); copies++) {
    drawn = drawNeighbour(around, names, incumbent, rng);
  }
  return drawn;
}
