import { readTypedJson } from '#core/config/values/read-typed-json.ts';
import type { TypedValue } from '#core/config/values/typed-value.ts';
import { numberOfWord } from './reported-value.ts';

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
