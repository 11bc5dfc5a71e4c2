import type {
  CategoricalParameter,
  ConstantParameter,
  FloatParameter,
  IntegerParameter,
} from '#core/contract/space.ts';
import type { ConfigValue } from '#core/contract/value.ts';
import { plainKindOf } from '#core/space/value-kinds.ts';

type Numerical = Partial<Omit<FloatParameter, 'kind' | 'lower' | 'upper'>>;
type Categorical = Partial<Omit<CategoricalParameter, 'kind' | 'choices'>>;

const PLAIN = { name: 'x', log: false, prior: null, prior_confidence: null, is_fidelity: false } as const;

export function float(lower: number, upper: number, rest: Numerical = {}): FloatParameter {
  return { kind: 'float', ...PLAIN, lower, upper, ...rest };
}

export function integer(lower: number, upper: number, rest: Numerical = {}): IntegerParameter {
  return { kind: 'integer', ...PLAIN, lower, upper, ...rest };
}

export function categorical(choices: ConfigValue[], rest: Categorical = {}): CategoricalParameter {
  return {
    kind: 'categorical',
    name: 'x',
    choices,
    choice_kinds: choices.map(plainKindOf),
    prior: null,
    prior_confidence: null,
    ...rest,
  };
}

export function constant(value: ConfigValue, name = 'x'): ConstantParameter {
  return { kind: 'constant', name, value, value_kind: plainKindOf(value) };
}
