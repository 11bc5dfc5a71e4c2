import type { NumericalParameter, Parameter, SearchSpace } from '#core/contract/space.ts';
import type { Config, ConfigValue } from '#core/contract/value.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { decodeNumber } from '#core/space/unit-cube.ts';
import { decisionsAhead } from '../bayesian/foreseen.ts';
import { integerArgument } from '../definition/arguments.ts';
import type { Ask, OptimizerArguments, OptimizerDefinition } from '../optimizer.ts';
import { createGridOrder, createGridPlaces } from './grid-places.ts';

const SIZE_PER_NUMERICAL_HP = integerArgument('size_per_numerical_hp', {
  default: 10,
  minimum: 1,
  // The values of each parameter are held in memory.
  maximum: 100_000,
  description: 'How many values of each float and integer parameter are tried.',
});

/** States of trials that hold a combination; a deleted trial is no trial and gives it free. */
const HOLDING = ['pending', 'evaluating', 'stale', 'success', 'failed', 'crashed'] as const;

const EXHAUSTED = 'every combination of the grid was tried';

/**
 * Evenly spaced on the parameter's axis, both bounds included; the middle where there is to be one alone. Integers are
 * spaced like floats and rounded: 11 values from 1 to 1024 on a logarithmic axis are the powers of two.
 */
function spacedValues(parameter: NumericalParameter, size: number): readonly number[] {
  const { kind, lower, upper } = parameter;
  if (kind === 'integer' && upper - lower < size) {
    return Array.from({ length: upper - lower + 1 }, (_, index) => lower + index);
  }
  const places = Array.from({ length: size }, (_, index) => (size === 1 ? 0.5 : index / (size - 1)));
  const values = places.map((place) => decodeNumber({ ...parameter, kind: 'float' }, place));
  return [...new Set(kind === 'integer' ? values.map((value) => Math.round(value)) : values)];
}

function valuesOf(
  parameter: Parameter,
  { size, space }: { readonly size: number; readonly space: SearchSpace },
): readonly ConfigValue[] {
  switch (parameter.kind) {
    case 'constant':
      return [parameter.value];
    case 'categorical':
      return [...new Set(parameter.choices)];
    case 'float':
    case 'integer':
      return parameter === fidelityOf(space) ? [parameter.upper] : spacedValues(parameter, size);
  }
}

/** The values of each parameter, in the order of the space. */
function axesOf(space: SearchSpace, values: OptimizerArguments): readonly (readonly ConfigValue[])[] {
  const size = Number(values.size_per_numerical_hp);
  return space.map((parameter) => valuesOf(parameter, { size, space }));
}

function sizeOf(axes: readonly (readonly ConfigValue[])[]): bigint {
  return axes.reduce((size, axis) => size * BigInt(axis.length), 1n);
}

/**
 * Every combination of evenly spaced values, each once, in an order that spreads over the grid from the first trial on.
 *
 * The grid is never built: a combination is made from its place in the order, and only as many places are looked at
 * as there are trials. A number takes the first combination that no trial has, leaving one for each lower number that
 * is still being decided; so any number of workers tries each once, whatever gets lost, deleted or enqueued between.
 */
function createGridSearch(space: SearchSpace, values: OptimizerArguments): Ask {
  const axes = axesOf(space, values);
  const indices = axes.map((axis) => new Map(axis.map((value, index) => [value, index])));
  const places = createGridPlaces(createGridOrder(axes.map((axis) => axis.length)), (config) =>
    space.map(({ name }, axis) => indices[axis]?.get(config[name] ?? '') ?? -1),
  );
  const fidelity = fidelityOf(space)?.upper ?? null;
  return (input) => {
    const held = HOLDING.flatMap((state) => input.trials.inState(state).map(({ config }) => config));
    const found = places.firstFree(held, decisionsAhead(input));
    if (!('free' in found)) {
      return { kind: 'sample', config: configOf(found), bracket: null, rung: null, fidelity };
    }
    // What is free is for others to take, who may be lost before they do.
    return found.free > 0 ? { kind: 'wait' } : { kind: 'done', because: EXHAUSTED };
  };

  function configOf(combination: readonly number[]): Config {
    const entries = space.map(({ name }, axis) => [name, axes[axis]?.[combination[axis] ?? 0] ?? 0]);
    return Object.fromEntries(entries);
  }
}

export const gridSearch: OptimizerDefinition = {
  info: {
    name: 'grid_search',
    title: 'Grid search',
    summary: 'Tries every combination of evenly spaced values and ends when all were tried.',
    needs_fidelity: false,
    needs_prior: false,
    arguments: [SIZE_PER_NUMERICAL_HP],
  },
  uses: () => ({ fidelity: false, priors: false }),
  findings: (space, values) => {
    const size = sizeOf(axesOf(space, values));
    const combinations = size === 1n ? 'one combination' : `${size.toLocaleString('en')} combinations`;
    const message = `\`grid_search\` has ${combinations} of values in this space and ends when each was tried.`;
    return [{ severity: 'note', code: 'optimizer-remark', message, argument: null }];
  },
  create: createGridSearch,
};
