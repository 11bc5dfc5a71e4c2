import type { CategoricalParameter, NumericalParameter, Parameter } from '#core/contract/space.ts';
import type { ConfigValue } from '#core/contract/value.ts';

/**
 * The unit axis of a parameter: the interval [0, 1] on which "uniform" means what the space says. A log-scaled
 * parameter is uniform in its logarithm. Each integer owns the stretch of the axis that rounds to it, from half below
 * to half above, so that the outer ones are as likely as the scale says and none is out of reach; each choice of a
 * categorical owns an equal part.
 */

function clamp(value: number, lower: number, upper: number): number {
  return Math.min(Math.max(value, lower), upper);
}

/** The ends of the parameter's axis: its bounds, for an integer half a step beyond them. */
function ends({ kind, lower, upper }: NumericalParameter): readonly [number, number] {
  return kind === 'integer' ? [lower - 0.5, upper + 0.5] : [lower, upper];
}

/** The place of `value` between two ends; the middle where both have the same logarithm in floating point. */
function unlerp(value: number, [lower, upper]: readonly [number, number]): number {
  if (upper === lower) {
    return 0.5;
  }
  // Halved first where the distance would overflow.
  return Number.isFinite(upper - lower)
    ? (value - lower) / (upper - lower)
    : (value / 2 - lower / 2) / (upper / 2 - lower / 2);
}

function logarithms([lower, upper]: readonly [number, number]): readonly [number, number] {
  return [Math.log(lower), Math.log(upper)];
}

/**
 * The place of a number on the parameter's unit axis; values outside the bounds are put on the nearer end.
 *
 * @example
 * encodeNumber({ kind: 'float', lower: 0.001, upper: 0.1, log: true, … }, 0.01); // 0.5
 */
export function encodeNumber(parameter: NumericalParameter, value: number): number {
  const inside = clamp(value, parameter.lower, parameter.upper);
  const unit = parameter.log
    ? unlerp(Math.log(inside), logarithms(ends(parameter)))
    : unlerp(inside, ends(parameter));
  return clamp(unit, 0, 1);
}

/** What is at `unit` between two ends. */
function lerp([from, to]: readonly [number, number], unit: number): number {
  return from * (1 - unit) + to * unit;
}

/** The same for the ends of integers: by steps from the lower one, which loses none beside bounds near 2⁵³. */
function stepsFrom([from, to]: readonly [number, number], unit: number): number {
  return from + (to - from) * unit;
}

/** The number at a place of the unit axis: always between the bounds, for an integer parameter always integral. */
export function decodeNumber(parameter: NumericalParameter, unit: number): number {
  const { kind, log, lower, upper } = parameter;
  const between = kind === 'integer' ? stepsFrom : lerp;
  const value = log ? Math.exp(lerp(logarithms(ends(parameter)), unit)) : between(ends(parameter), unit);
  // Adding 0 turns the −0 that rounding leaves of a small negative number into 0.
  return clamp(kind === 'integer' ? Math.round(value) + 0 : value, lower, upper);
}

function encodeChoice({ choices }: CategoricalParameter, value: ConfigValue): number {
  return (choices.indexOf(value) + 0.5) / choices.length;
}

/** The choice of this number, the last one where there are fewer. */
export function choiceAt({ name, choices }: CategoricalParameter, index: number): ConfigValue {
  const choice = choices[Math.min(index, choices.length - 1)];
  if (choice === undefined) {
    throw new RangeError(`A categorical parameter has at least one choice; \`${name}\` has none`);
  }
  return choice;
}

/**
 * The coordinate of a valid value in the unit cube: the middle of its part for a choice, 0.5 for a constant.
 * `decodeValue` leads back to it, up to rounding for floats, exactly for everything else (integers below 2⁴⁰).
 */
export function encodeValue(parameter: Parameter, value: ConfigValue): number {
  switch (parameter.kind) {
    case 'float':
    case 'integer':
      return encodeNumber(parameter, Number(value));
    case 'categorical':
      return encodeChoice(parameter, value);
    case 'constant':
      return 0.5;
  }
}

/** The value at a coordinate of the unit cube, 0 ≤ `unit` ≤ 1. */
export function decodeValue(parameter: Parameter, unit: number): ConfigValue {
  switch (parameter.kind) {
    case 'float':
    case 'integer':
      return decodeNumber(parameter, unit);
    case 'categorical':
      return choiceAt(parameter, Math.floor(unit * parameter.choices.length));
    case 'constant':
      return parameter.value;
  }
}
