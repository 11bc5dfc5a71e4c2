import { floatOf, plainValue, type TypedValue } from '#core/config/values/typed-value.ts';
import type { ResultSource } from '#core/pipeline/read-result.ts';

const NOT_FINITE = /^([-+]?)(nan|inf|infinity)$/i;

/** How results of commands are read: JSON cannot carry NaN and infinities, so they may also come as words. */
export const REPORTED_VALUE: ResultSource = {
  expected: 'The command must report a number or an object with `loss`, but it reported',
  describe: (value) => JSON.stringify(plainValue(value as TypedValue))?.slice(0, 100) ?? 'nothing',
  asNumber: (value) =>
    typeof value === 'number' ? value : (floatOf(value as TypedValue) ?? numberOfWord(value)),
  advice: () =>
    'Print one line such as {"loss": 0.25} last, or write result.json into the pipeline directory.',
};

/** The number that `nan`, `inf`, `-Infinity` and their like name, null for anything else. */
export function numberOfWord(value: unknown): number | null {
  const [, sign, word] = typeof value === 'string' ? (NOT_FINITE.exec(value.trim()) ?? []) : [];
  if (word === undefined) {
    return null;
  }
  if (word.toLowerCase() === 'nan') {
    return Number.NaN;
  }
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
