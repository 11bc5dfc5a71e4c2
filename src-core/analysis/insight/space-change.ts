import type { NumericalParameter, Parameter } from '#core/contract/space.ts';
import type { Config, ConfigValue } from '#core/contract/value.ts';
import type { Separation } from './separation.ts';

/** Another range, or other choices, for one parameter. */
export type SpaceChange =
  | {
      readonly kind: 'bound';
      readonly parameter: string;
      readonly bound: 'lower' | 'upper';
      readonly value: number;
    }
  | { readonly kind: 'choices'; readonly parameter: string; readonly choices: readonly ConfigValue[] };

function numbers(configs: readonly Config[], name: string): readonly number[] {
  return configs.map((config) => config[name]).filter((value) => typeof value === 'number');
}

/**
 * The space without the region that a rule on failures describes: the new bound is the outermost value with which an
 * evaluation succeeded outside of that region, which is known to work. Null where nothing would be left.
 */
export function withoutRegion(
  parameter: Parameter,
  { rule, value }: Pick<Separation, 'rule' | 'value'>,
  succeeded: readonly Config[],
): SpaceChange | null {
  const { name } = parameter;
  if (parameter.kind === 'categorical') {
    const choices = parameter.choices.filter((choice) => choice !== value);
    return rule === 'is' && choices.length > 0 ? { kind: 'choices', parameter: name, choices } : null;
  }
  if (parameter.kind === 'constant' || typeof value !== 'number' || rule === 'is') {
    return null;
  }
  const isUpper = rule === 'at-least';
  const safe = numbers(succeeded, name).filter((each) => (isUpper ? each < value : each > value));
  const outermost = safe.reduce(
    (a, b) => (isUpper ? Math.max(a, b) : Math.min(a, b)),
    isUpper ? -Infinity : Infinity,
  );
  const leavesRange = isUpper ? outermost > parameter.lower : outermost < parameter.upper;
  return Number.isFinite(outermost) && leavesRange
    ? { kind: 'bound', parameter: name, bound: isUpper ? 'upper' : 'lower', value: outermost }
    : null;
}

/** By so much a logarithmic range is widened, and by this share of itself another one. */
const FACTOR = 10;
const SHARE = 0.5;

function further({ log, lower, upper }: NumericalParameter, bound: 'lower' | 'upper'): number {
  if (log) {
    return bound === 'upper' ? upper * FACTOR : lower / FACTOR;
  }
  const step = (upper - lower) * SHARE;
  if (bound === 'upper') {
    return upper + step;
  }
  return lower < 0 ? lower - step : Math.max(0, lower - step);
}

/**
 * A wider range where the best trials stick to a bound: ten times as far on a logarithmic axis, half of the range beyond it
 * on another one, but not to the other side of 0. Null where there is no room.
 */
export function widened(parameter: Parameter, bound: 'lower' | 'upper'): SpaceChange | null {
  if (parameter.kind !== 'float' && parameter.kind !== 'integer') {
    return null;
  }
  const wider = further(parameter, bound);
  const value = parameter.kind === 'integer' ? Math.round(wider) : Number(wider.toPrecision(4));
  const isLegal = !parameter.log || value > 0;
  return isLegal && value !== parameter[bound]
    ? { kind: 'bound', parameter: parameter.name, bound, value }
    : null;
}
