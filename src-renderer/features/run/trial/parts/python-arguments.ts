import { floatText, numberText } from '#core/config/values/scalar-text.ts';
import type { Parameter } from '#core/contract/space.ts';
import type { Config, ConfigValue, ValueKind } from '#core/contract/value.ts';
import { kindOf, plainKindOf } from '#core/space/value-kinds.ts';

function pythonFloat(value: number): string {
  return Number.isFinite(value)
    ? floatText(value)
    : `float("${Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf'}")`;
}

function pythonValue(value: ConfigValue, kind: ValueKind): string {
  if (typeof value === 'number') {
    return kind === 'float' ? pythonFloat(value) : numberText(value);
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  // What JSON escapes, Python understands alike.
  return JSON.stringify(value);
}

/** A configuration as keyword arguments of a Python call, kinds kept: `learning_rate=0.01, width=8, ratio=8.0`. */
export function pythonArguments(config: Config, space: readonly Parameter[]): string {
  const parameters = new Map(space.map((parameter) => [parameter.name, parameter]));
  return Object.entries(config)
    .map(([name, value]) => {
      const parameter = parameters.get(name);
      return `${name}=${pythonValue(value, parameter ? kindOf(parameter, value) : plainKindOf(value))}`;
    })
    .join(', ');
}
