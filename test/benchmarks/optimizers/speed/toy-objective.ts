import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { encodeValue } from '#core/space/unit-cube.ts';
import type { ObjectiveHead } from '../objective-server.ts';

const FLOATS = Object.fromEntries(
  Array.from({ length: 8 }, (_, index) => [`x${index + 1}`, { lower: -1, upper: 2 }]),
);

const MIXED = {
  rate: { lower: 1e-5, upper: 1, log: true },
  decay: { lower: 1e-6, upper: 0.1, log: true },
  momentum: { lower: 0, upper: 1 },
  dropout: { lower: 0, upper: 0.6 },
  layers: { lower: 1, upper: 8 },
  width: { lower: 16, upper: 1024, log: true },
  activation: { choices: ['relu', 'gelu', 'tanh'] },
  method: { choices: ['sgd', 'adam', 'lion', 'rmsprop'] },
};

function typesOf(space: ObjectiveHead['space']): ObjectiveHead['types'] {
  const integers = ['layers', 'width', 'epochs'];
  return Object.fromEntries(
    Object.entries(space).map(([name, fields]) => [
      name,
      'choices' in fields ? 'categorical' : integers.includes(name) ? 'int' : 'float',
    ]),
  );
}

/** More than is ever asked for. */
const BUDGET = { evaluations: 1_000_000 };

function head(objective: string, space: ObjectiveHead['space'], fidelity: string | null): ObjectiveHead {
  return { objective, space, types: typesOf(space), fidelity, ...BUDGET };
}

/** Spaces of 8 searched parameters on which suggestions are timed. */
export const TOYS = {
  floats: head('8 floats', FLOATS, null),
  mixed: head('8 mixed parameters', MIXED, null),
  withPriors: head(
    '8 floats with priors',
    Object.fromEntries(Object.entries(FLOATS).map(([name, fields]) => [name, { ...fields, prior: 0.2 }])),
    null,
  ),
  curves: head(
    '8 mixed parameters, epochs 1 to 81',
    { ...MIXED, epochs: { lower: 1, upper: 81, is_fidelity: true } },
    'epochs',
  ),
  curvesWithPriors: head(
    '8 mixed parameters with a prior, epochs 1 to 81',
    {
      ...MIXED,
      momentum: { ...MIXED.momentum, prior: 0.4 },
      epochs: { lower: 1, upper: 81, is_fidelity: true },
    },
    'epochs',
  ),
} as const;

/** A bowl with ripples in the unit cube, higher at low fidelities: it takes no time, and has something to model. */
export function toyLoss(space: SearchSpace, config: Config): number {
  const fidelity = fidelityOf(space);
  const offsets = space
    .filter(({ name }) => name !== fidelity?.name)
    .map((parameter) => encodeValue(parameter, config[parameter.name] ?? 0) - 0.4);
  const bowl = offsets.reduce((sum, offset, index) => sum + (offset * offset) / (index + 1), 0);
  const ripples = offsets.reduce((sum, offset) => sum + 0.02 * (1 - Math.cos(11 * offset)), 0);
  const early = fidelity === null ? 0 : 0.3 / Math.sqrt(Number(config[fidelity.name]));
  return bowl + ripples + early;
}
