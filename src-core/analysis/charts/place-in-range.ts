import type { Parameter } from '#core/contract/space.ts';
import type { ConfigValue } from '#core/contract/value.ts';
import { encodeNumber, encodeValue } from '#core/space/unit-cube.ts';

/**
 * Where a value lies in its parameter's range, 0 at the lower and 1 at the upper bound, log-scaled where the space
 * says so; the middle of its part for a choice. Null for constants and for values that the space does not have.
 */
export function placeInRange(parameter: Parameter, value: ConfigValue): number | null {
  switch (parameter.kind) {
    case 'float':
    case 'integer':
      // As a float: a sampler gives an integer's bounds half a step more, a drawing puts them on the ends.
      return typeof value === 'number' && value >= parameter.lower && value <= parameter.upper
        ? encodeNumber({ ...parameter, kind: 'float' }, value)
        : null;
    case 'categorical':
      return parameter.choices.includes(value) ? encodeValue(parameter, value) : null;
    case 'constant':
      return null;
  }
}
