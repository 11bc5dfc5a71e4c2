/** Magnitudes outside of which a float is written with an exponent, as Python writes it. */
const FIRST_FIXED = 1e-4;
const FIRST_SCIENTIFIC = 1e16;

/**
 * A float that is one in YAML 1.1, YAML 1.2, JSON and Python alike: always with a point, exponents with a sign.
 * The digits are the fewest that read back to the same number. Non-finite ones are written as YAML (`.inf`, `.nan`).
 *
 * @example floatText(8) // "8.0"; floatText(1e-5) // "1.0e-05"
 */
export function floatText(value: number): string {
  if (Number.isNaN(value)) {
    return '.nan';
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? '.inf' : '-.inf';
  }
  const magnitude = Math.abs(value);
  if (magnitude === 0 || (magnitude >= FIRST_FIXED && magnitude < FIRST_SCIENTIFIC)) {
    return withPoint(fixedText(value));
  }
  const [mantissa = '0', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  const digits = String(Math.abs(exponent)).padStart(2, '0');
  return `${withPoint(mantissa)}e${exponent < 0 ? '-' : '+'}${digits}`;
}

/** JavaScript writes these magnitudes without an exponent, but drops the sign of a negative zero. */
function fixedText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function withPoint(digits: string): string {
  return digits.includes('.') ? digits : `${digits}.0`;
}

/** An integer where the value is one that can be told apart from its neighbours, otherwise a float. */
export function numberText(value: number): string {
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : floatText(value);
}
