const FLOAT = Symbol('float');

/** A number that is a float whatever its value: `8.0` beside the plain number 8. */
export type FloatValue = { readonly [FLOAT]: number };

/**
 * A YAML value whose numbers have a kind. A plain number is an integer where it is integral, otherwise a float; a
 * {@link FloatValue} is always a float.
 */
export type TypedValue =
  | null
  | boolean
  | number
  | string
  | FloatValue
  | readonly TypedValue[]
  | { readonly [key: string]: TypedValue };

/** {@link TypedValue} with its floats as plain numbers: non-finite ones included, so not JSON. */
export type PlainValue =
  | null
  | boolean
  | number
  | string
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

/** @example writeYaml({ loss: float(8) }) // "loss: 8.0\n" */
export function float(value: number): FloatValue {
  return { [FLOAT]: value };
}

/** The number of a {@link FloatValue}, null for anything else. */
export function floatOf(value: TypedValue): number | null {
  return typeof value === 'object' && value !== null && FLOAT in value ? value[FLOAT] : null;
}

/** The number of a value of either kind, null for anything else. */
export function numberOf(value: TypedValue | undefined): number | null {
  if (typeof value === 'number') {
    return value;
  }
  return value === undefined ? null : floatOf(value);
}

/** Forgets which numbers were floats. */
export function plainValue(value: TypedValue): PlainValue {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const number = floatOf(value);
  if (number !== null) {
    return number;
  }
  if (Array.isArray(value)) {
    return value.map(plainValue);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainValue(item)]));
}
