import type {
  CategoricalParameter,
  NumericalParameter,
  Parameter,
  SearchSpace,
} from '#core/contract/space.ts';
import { kindOf } from '#core/space/value-kinds.ts';
import { typedConfigValue } from '../values/config-text.ts';
import type { TypedValue } from '../values/typed-value.ts';

/** A space as YAML values, in the shortest form that means the same; `writeYaml` writes it. */
export function typedSpace(space: SearchSpace): { readonly [name: string]: TypedValue } {
  return Object.fromEntries(space.map((parameter) => [parameter.name, typedParameter(parameter)]));
}

function typedParameter(parameter: Parameter): TypedValue {
  switch (parameter.kind) {
    case 'constant':
      return typedConfigValue(parameter.value, parameter.value_kind);
    case 'categorical':
      return typedCategorical(parameter);
    default:
      return typedRange(parameter);
  }
}

function typedRange(parameter: NumericalParameter): TypedValue {
  const { kind, lower, upper, log, is_fidelity } = parameter;
  const bounds = { lower: typedConfigValue(lower, kind), upper: typedConfigValue(upper, kind) };
  const more = { ...(log ? { log } : {}), ...typedPrior(parameter), ...(is_fidelity ? { is_fidelity } : {}) };
  return Object.keys(more).length === 0 ? [bounds.lower, bounds.upper] : { ...bounds, ...more };
}

/** Two numbers in a list would be read as bounds. */
function typedCategorical(parameter: CategoricalParameter): TypedValue {
  const choices = parameter.choices.map((choice, index) =>
    typedConfigValue(choice, parameter.choice_kinds[index] ?? 'string'),
  );
  const isLikeBounds =
    choices.length === 2 && parameter.choices.every((choice) => typeof choice === 'number');
  const prior = typedPrior(parameter);
  return isLikeBounds || Object.keys(prior).length > 0 ? { choices, ...prior } : choices;
}

function typedPrior(parameter: NumericalParameter | CategoricalParameter): {
  readonly [key: string]: TypedValue;
} {
  const { prior, prior_confidence } = parameter;
  return prior === null ? {} : { prior: typedConfigValue(prior, kindOf(parameter, prior)), prior_confidence };
}

type WithoutName<P> = P extends Parameter ? Omit<P, 'name'> : never;

/** One parameter of {@link SpaceJson}: all fields but the name. */
type ParameterJson = WithoutName<Parameter>;

/** The `space` of `check --json`: the normalised parameters by name, in the order of the file. */
type SpaceJson = { readonly [name: string]: ParameterJson };

/** Whether short or long form, the same space gives the same object. */
export function spaceJson(space: SearchSpace): SpaceJson {
  return Object.fromEntries(space.map(({ name, ...fields }) => [name, fields]));
}
