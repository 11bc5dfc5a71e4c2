import type { ConfigValue, ValueKind } from '#core/contract/value.ts';

const DIGITS = 4;

/**
 * A loss, a cost or a float for people: 4 significant digits with their trailing zeros, so that columns align and
 * precision shows; a power of ten where plain notation had more than 4 digits before the point or 3 zeros after it.
 *
 * @example
 * formatNumber(0.0612); // '0.06120'
 * formatNumber(4.8712e-5); // '4.871e-5'
 * formatNumber(12345.6); // '1.235e4'
 */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) {
    return String(value);
  }
  const rounded = value.toExponential(DIGITS - 1).replace('e+', 'e');
  const exponent = Number(rounded.slice(rounded.indexOf('e') + 1));
  const isPlain = exponent >= -DIGITS && exponent < DIGITS;
  return isPlain ? Number(rounded).toFixed(DIGITS - 1 - exponent) : rounded;
}

/** A value of a configuration for people; integers, words and truth values stand as they are. */
export function formatValue(value: ConfigValue, kind: ValueKind): string {
  return kind === 'float' && typeof value === 'number' ? formatNumber(value) : String(value);
}
