import type { NumericalParameter } from '#core/contract/space.ts';
import { decodeNumber } from '#core/space/unit-cube.ts';

/** Digits of a prior that is dragged: a pixel is about half a hundredth of the axis. */
const DIGITS = 2;

/** The value at a place of the axis, in few digits and within the bounds, as it is written. */
export function priorSource(parameter: NumericalParameter, place: number): string {
  const value = decodeNumber(parameter, place);
  if (parameter.kind === 'integer') {
    return String(value);
  }
  const span = parameter.log ? Math.abs(value) : parameter.upper - parameter.lower;
  const digits = Math.min(Math.max(DIGITS - Math.floor(Math.log10(span)) - (parameter.log ? 1 : 0), 0), 15);
  const rounded = Number(value.toFixed(digits));
  const within = Math.min(Math.max(rounded, parameter.lower), parameter.upper);
  return written(within);
}

/** A float with a point or an exponent, without more zeros than needed. */
function written(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
