import { type Json, toJsonNumber } from '#core/contract/value.ts';
import { float, numberOf, type TypedValue } from './typed-value.ts';

/**
 * Which values of a JSON document are floats although JSON does not show it: `1.0`, which it writes `1`, and the three
 * non-finite ones, which travel as texts. Both kinds of candidates (integers up to 2^53 and the three texts) are counted
 * in the order of the document, in runs by turns: how many are what they look like, how many are floats, and so on.
 *
 * @example { epochs: 3, rates: [1.0, 2.0], name: 'NaN' } has the runs [1, 2, 1]
 */
export type FloatRuns = readonly number[];

const WORDS: ReadonlySet<unknown> = new Set(['NaN', 'Infinity', '-Infinity']);

function isCandidate(value: unknown): value is number | string {
  return (typeof value === 'number' && Number.isSafeInteger(value)) || WORDS.has(value);
}

/** A value as JSON, and its runs of floats; null where JSON alone tells the kinds. */
export function splitFloats(value: TypedValue): { readonly plain: Json; readonly floats: FloatRuns | null } {
  const runs: number[] = [0];
  const note = (isFloat: boolean) => {
    if (isFloat === (runs.length % 2 === 1)) {
      runs.push(0);
    }
    runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
  };
  const plain = plainJson(value, note);
  return { plain, floats: runs.length === 1 ? null : runs };
}

function plainJson(value: TypedValue, note: (isFloat: boolean) => void): Json {
  const number = numberOf(value);
  if (number !== null) {
    const json = toJsonNumber(number);
    if (isCandidate(json)) {
      note(typeof value !== 'number' || typeof json === 'string' || Object.is(value, -0));
    }
    return json;
  }
  if (typeof value !== 'object' || value === null) {
    if (isCandidate(value)) {
      note(false);
    }
    return value as Json;
  }
  if (Array.isArray(value)) {
    return value.map((item) => plainJson(item, note));
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainJson(item, note)]));
}

/** The value that {@link splitFloats} took apart. Runs that do not fit leave the rest as JSON shows it. */
export function joinFloats(plain: unknown, floats: FloatRuns | null): TypedValue {
  if (floats === null) {
    return plain as TypedValue;
  }
  let [run, used] = [0, 0];
  const isNextFloat = () => {
    while (run < floats.length && used >= (floats[run] ?? 0)) {
      [run, used] = [run + 1, 0];
    }
    used += 1;
    return run < floats.length && run % 2 === 1;
  };
  return typedJson(plain, isNextFloat);
}

function typedJson(value: unknown, isNextFloat: () => boolean): TypedValue {
  if (isCandidate(value)) {
    return isNextFloat() ? float(Number(value)) : value;
  }
  if (typeof value !== 'object' || value === null) {
    return value as TypedValue;
  }
  if (Array.isArray(value)) {
    return value.map((item) => typedJson(item, isNextFloat));
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, typedJson(item, isNextFloat)]));
}
