import type {
  CategoricalParameter,
  NumericalParameter,
  Parameter,
  SearchSpace,
} from '#core/contract/space.ts';

/** A parameter that the search may vary and that can carry a prior. */
export type SearchableParameter = NumericalParameter | CategoricalParameter;

function isNumerical(parameter: Parameter): parameter is NumericalParameter {
  return parameter.kind === 'float' || parameter.kind === 'integer';
}

/** Whether a parameter says how thorough an evaluation is. */
export function isFidelity(parameter: Parameter): parameter is NumericalParameter {
  return isNumerical(parameter) && parameter.is_fidelity;
}

function isSearchable(parameter: Parameter): parameter is SearchableParameter {
  return parameter.kind !== 'constant' && !isFidelity(parameter);
}

/** The parameters that are searched, in the order of the space: neither constants nor the fidelity. */
export function searchable(space: SearchSpace): readonly SearchableParameter[] {
  return space.filter(isSearchable);
}

/** The one parameter that says how thorough an evaluation is; null where the space has none. */
export function fidelityOf(space: SearchSpace): NumericalParameter | null {
  return space.find(isFidelity) ?? null;
}

/** The searched parameters for which the user named a good value. */
export function withPrior(space: SearchSpace): readonly SearchableParameter[] {
  return searchable(space).filter((parameter) => parameter.prior !== null);
}
