import type {
  CategoricalParameter,
  NumericalParameter,
  Parameter,
  SearchSpace,
} from '#core/contract/space.ts';
import type { ConfigValue } from '#core/contract/value.ts';
import type { Rng } from '#core/space/rng.ts';
import { decodeNumber } from '#core/space/unit-cube.ts';
import { plainKindOf } from '#core/space/value-kinds.ts';

type Rest = Partial<Omit<NumericalParameter, 'kind' | 'name' | 'lower' | 'upper'>>;

function numerical(
  kind: NumericalParameter['kind'],
  name: string,
  [lower, upper, rest = {}]: readonly [number, number, Rest?],
): NumericalParameter {
  const plain = { log: false, prior: null, prior_confidence: null, is_fidelity: false };
  return { kind, name, lower, upper, ...plain, ...rest };
}

function categorical(name: string, choices: ConfigValue[], prior: ConfigValue | null): CategoricalParameter {
  const prior_confidence = prior === null ? null : 'low';
  return {
    kind: 'categorical',
    name,
    choices,
    choice_kinds: choices.map(plainKindOf),
    prior,
    prior_confidence,
  };
}

function constant(name: string, value: ConfigValue): Parameter {
  return { kind: 'constant', name, value, value_kind: plainKindOf(value) };
}

const RATE = numerical('float', 'rate', [1e-5, 1e-1, { log: true }]);
const BELIEVED = { ...RATE, prior: 1e-3, prior_confidence: 'medium' } as const;
const EPOCHS = numerical('integer', 'epochs', [1, 27, { is_fidelity: true }]);
const WIDTH = numerical('integer', 'width', [1, 1024, { log: true, prior: 64, prior_confidence: 'high' }]);

function many(count: number): SearchSpace {
  return Array.from({ length: count }, (_, index) => numerical('float', `p${index}`, [0, 1]));
}

/** Spaces that every optimizer must be able to use or refuse, by what they are made of. */
export const SPACES: Readonly<Record<string, SearchSpace>> = {
  'of one parameter': [RATE],
  'of one parameter with a prior': [BELIEVED],
  'of one parameter and a fidelity': [RATE, EPOCHS],
  'of one parameter with a prior and a fidelity': [EPOCHS, BELIEVED],
  'of one value': [categorical('choice', ['only'], 'only'), constant('one', 1)],
  'of constants and a fidelity': [constant('one', 1), EPOCHS],
  'of two values': [numerical('integer', 'depth', [1, 2]), { ...EPOCHS, upper: 2 }],
  'of every kind': [
    constant('model', 'resnet'),
    categorical('optimizer', ['adam', 'sgd', true, 2], 'sgd'),
    numerical('float', 'share', [0.1, 1, { is_fidelity: true }]),
    numerical('float', 'shift', [-1, 1]),
    WIDTH,
    BELIEVED,
  ],
  'of 100 parameters': many(100),
  'of 100 parameters, a prior and a fidelity': [...many(99), BELIEVED, EPOCHS],
};

/** A number of any magnitude. */
function anyNumber(rng: Rng): number {
  return (rng.next() < 0.5 ? -1 : 1) * 10 ** (rng.next() * 600 - 300);
}

function anyInteger(rng: Rng): number {
  return Math.round((rng.next() < 0.5 ? -1 : 1) * 2 ** (rng.next() * 52));
}

function bounds(rng: Rng, kind: NumericalParameter['kind'], log: boolean): readonly [number, number] {
  const draw = kind === 'integer' ? anyInteger : anyNumber;
  const [a, b] = [draw(rng), draw(rng)].map((value) => (log ? Math.abs(value) || 1 : value));
  const [lower = 0, upper = 1] = [a, b].sort((one, other) => Number(one) - Number(other));
  return lower < upper ? [lower, upper] : [1, 2];
}

function withPrior(parameter: NumericalParameter, rng: Rng): NumericalParameter {
  const prior = decodeNumber(parameter, rng.next());
  return rng.next() < 0.5 ? parameter : { ...parameter, prior, prior_confidence: 'medium' };
}

function anyParameter(rng: Rng, name: string): Parameter {
  const draw = rng.integer(6);
  if (draw === 0) {
    return constant(name, rng.integer(100));
  }
  if (draw === 1) {
    const choices = Array.from({ length: 1 + rng.integer(5) }, (_, index) => `choice ${index}`);
    return categorical(name, choices, rng.next() < 0.5 ? 'choice 0' : null);
  }
  const kind = draw < 4 ? 'float' : 'integer';
  const log = rng.next() < 0.5;
  return withPrior(numerical(kind, name, [...bounds(rng, kind, log), { log }]), rng);
}

/** A space of one to six parameters of any kind and magnitude, often with a fidelity and priors. */
export function anySpace(rng: Rng): SearchSpace {
  const parameters = Array.from({ length: 1 + rng.integer(6) }, (_, index) => anyParameter(rng, `p${index}`));
  const lower = 1 + rng.integer(9);
  const fidelity = numerical('integer', 'fidelity', [
    lower,
    lower + 1 + rng.integer(100),
    { is_fidelity: true },
  ]);
  return rng.next() < 0.5 ? parameters : [...parameters, fidelity];
}
