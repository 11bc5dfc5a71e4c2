import { readTypedJson } from '#core/config/values/read-typed-json.ts';
import type { TypedValue } from '#core/config/values/typed-value.ts';
import { floatOf, plainValue } from '#core/config/values/typed-value.ts';
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
function numberOfWord(value: unknown): number | null {
  const [, sign, word] = typeof value === 'string' ? (NOT_FINITE.exec(value.trim()) ?? []) : [];
  if (word === undefined) {
    return null;
  }
  if (word.toLowerCase() === 'nan') {
    return Number.NaN;
  }
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/**
 * The last line that is a JSON number or object; progress and other words around it do no harm. `{found: false}`
 * without one.
 */
export function lastResultLine(
  output: string,
): { readonly found: true; readonly value: TypedValue } | { readonly found: false } {
  const lines = output.split(/\r\n|\n|\r/);
  for (const line of lines.reverse()) {
    const value = resultOfLine(line.trim());
    if (value !== undefined) {
      return { found: true, value };
    }
  }
  return { found: false };
}

function resultOfLine(line: string): TypedValue | undefined {
  const word = numberOfWord(line);
  if (word !== null) {
    return word;
  }
  if (!/^[-{\d]/.test(line)) {
    return undefined;
  }
  try {
    const value = readTypedJson(line);
    return typeof value === 'number' || (typeof value === 'object' && value !== null) ? value : undefined;
  } catch {
    return undefined;
  }
}
