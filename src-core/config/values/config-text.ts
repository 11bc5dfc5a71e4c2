import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import type { Config, ConfigValue, ValueKind } from '#core/contract/value.ts';
import { kindOf, plainKindOf } from '#core/space/value-kinds.ts';
import { floatText, numberText } from './scalar-text.ts';
import { float, type TypedValue } from './typed-value.ts';
import { writeYaml } from './typed-yaml.ts';

/**
 * A configuration as YAML, its numbers in the kinds that the space gives them: `8` of a float is `8.0`. A value
 * without a parameter keeps the kind that it shows.
 */
export function configYaml(config: Config, space: SearchSpace): string {
  return writeYaml(typedConfig(config, space));
}

/** The same values and kinds for {@link writeYaml}, where a configuration is part of a larger file. */
function typedConfig(config: Config, space: SearchSpace): { readonly [name: string]: TypedValue } {
  return Object.fromEntries(
    kindsOf(config, space).map(([name, value, kind]) => [name, typedConfigValue(value, kind)]),
  );
}

/** One value of a configuration with its kind. */
export function typedConfigValue(value: ConfigValue, kind: ValueKind): TypedValue {
  return kind === 'float' && typeof value === 'number' ? float(value) : value;
}

/**
 * A configuration as one line of JSON whose floats carry a point (`8.0`), so that Python reads floats and integers
 * apart. The order is that of the configuration.
 */
export function configJson(config: Config, space: SearchSpace): string {
  const pairs = kindsOf(config, space).map(
    ([name, value, kind]) => `${JSON.stringify(name)}:${valueJson(value, kind)}`,
  );
  return `{${pairs.join(',')}}`;
}

function valueJson(value: ConfigValue, kind: ValueKind): string {
  if (typeof value !== 'number') {
    return JSON.stringify(value);
  }
  return kind === 'float' ? floatText(value) : numberText(value);
}

function kindsOf(config: Config, space: SearchSpace): readonly (readonly [string, ConfigValue, ValueKind])[] {
  const parameters = new Map<string, Parameter>(space.map((parameter) => [parameter.name, parameter]));
  return Object.entries(config).map(([name, value]) => {
    const parameter = parameters.get(name);
    return [name, value, parameter === undefined ? plainKindOf(value) : kindOf(parameter, value)];
  });
}
