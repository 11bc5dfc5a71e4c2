import { placeInRange } from '#core/analysis/charts/place-in-range.ts';
import { formatValue } from '#core/analysis/words/format.ts';
import type { Parameter } from '#core/contract/space.ts';
import type { Config, ConfigValue } from '#core/contract/value.ts';
import { kindOf, plainKindOf } from '#core/space/value-kinds.ts';

/** One line of a configuration: the value in words, and where it lies. */
export type PlacedValue = {
  readonly name: string;
  readonly text: string;
  /** In full precision; null where `text` says it all. */
  readonly full: string | null;
  readonly parameter: Parameter | null;
  /** From 0 to 1; null for constants and values outside of the space. */
  readonly place: number | null;
  readonly priorPlace: number | null;
};

function placedValue(name: string, value: ConfigValue, parameter: Parameter | null): PlacedValue {
  const kind = parameter === null ? plainKindOf(value) : kindOf(parameter, value);
  const text = formatValue(value, kind);
  const prior = parameter === null || parameter.kind === 'constant' ? null : parameter.prior;
  return {
    name,
    text,
    full: text === String(value) ? null : String(value),
    parameter,
    place: parameter === null ? null : placeInRange(parameter, value),
    priorPlace: parameter === null || prior === null ? null : placeInRange(parameter, prior),
  };
}

/** A configuration in the order of the space; values that the space does not know come last. */
export function placedValues(config: Config, space: readonly Parameter[] | null): readonly PlacedValue[] {
  const known = (space ?? []).flatMap((parameter) => {
    const value = config[parameter.name];
    return value === undefined ? [] : [placedValue(parameter.name, value, parameter)];
  });
  const names = new Set((space ?? []).map((parameter) => parameter.name));
  const others = Object.entries(config).filter(([name]) => !names.has(name));
  return [...known, ...others.map(([name, value]) => placedValue(name, value, null))];
}
