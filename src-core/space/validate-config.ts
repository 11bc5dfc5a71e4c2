import type {
  CategoricalParameter,
  NumericalParameter,
  Parameter,
  SearchSpace,
} from '#core/contract/space.ts';
import type { Config, ConfigValue } from '#core/contract/value.ts';

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
}

function numberProblem(parameter: NumericalParameter, value: unknown): string | null {
  const { kind, lower, upper } = parameter;
  const isRightKind = typeof value === 'number' && (kind === 'float' || Number.isInteger(value));
  return isRightKind && value >= lower && value <= upper
    ? null
    : `${kind === 'float' ? 'a number' : 'an integer'} between ${lower} and ${upper}`;
}

function choiceProblem({ choices }: CategoricalParameter, value: ConfigValue): string | null {
  return choices.includes(value) ? null : `one of ${choices.map(shown).join(', ')}`;
}

/** What the value must be, where it is not that; null where it is. */
function expectation(parameter: Parameter, value: ConfigValue): string | null {
  switch (parameter.kind) {
    case 'float':
    case 'integer':
      return numberProblem(parameter, value);
    case 'categorical':
      return choiceProblem(parameter, value);
    case 'constant':
      return value === parameter.value ? null : `the constant ${shown(parameter.value)}`;
  }
}

function valueProblem(parameter: Parameter, config: Config): string[] {
  const value = Object.hasOwn(config, parameter.name) ? config[parameter.name] : undefined;
  if (value === undefined) {
    return [`A configuration has a value for each parameter of the space; \`${parameter.name}\` has none`];
  }
  const expected = expectation(parameter, value);
  return expected === null ? [] : [`\`${parameter.name}\` must be ${expected}; found ${shown(value)}`];
}

/** Tells whether a configuration has a value of each of these parameters, whatever else it has. */
export function hasValuesOf(parameters: readonly Parameter[], config: Config): boolean {
  return parameters.every((parameter) => valueProblem(parameter, config).length === 0);
}

/** Everything that keeps a configuration from being one of the space, a sentence each; empty where it is one. */
export function configProblems(space: SearchSpace, config: Config): string[] {
  const names = new Set(space.map((parameter) => parameter.name));
  const foreign = Object.keys(config).filter((name) => !names.has(name));
  return [
    ...space.flatMap((parameter) => valueProblem(parameter, config)),
    ...foreign.map((name) => `A configuration has the parameters of the space only; found \`${name}\``),
  ];
}
