import type { Parameter } from '#core/contract/space.ts';
import type { ConfigValue, ValueKind } from '#core/contract/value.ts';

/** The kind that a bare value shows: an integral number without a parameter beside it is an integer. */
export function plainKindOf(value: ConfigValue): ValueKind {
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'float';
  }
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

/**
 * The kind in which `value` of `parameter` is written to files and handed to the pipeline: `8` of a float is a float.
 * A value that is not among the choices of a categorical keeps the kind that it shows.
 */
export function kindOf(parameter: Parameter, value: ConfigValue): ValueKind {
  switch (parameter.kind) {
    case 'float':
    case 'integer':
      return parameter.kind;
    case 'categorical':
      return parameter.choice_kinds[parameter.choices.indexOf(value)] ?? plainKindOf(value);
    case 'constant':
      return parameter.value_kind;
  }
}
