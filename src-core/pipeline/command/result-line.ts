import { numberOfWord } from './reported-value.ts';

/** Strings, or a bare word that Python's `json` writes for a non-finite number. */
const STRING_OR_WORD = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

/**
 * The last line that is a JSON number or object; progress and other words around it do no harm. `{found: false}`
 * without one.
 */
export function lastResultLine(
  output: string,
): { readonly found: true; readonly value: unknown } | { readonly found: false } {
  const lines = output.split(/\r\n|\n|\r/);
  for (const line of lines.reverse()) {
    const value = resultOfLine(line.trim());
    if (value !== undefined) {
      return { found: true, value };
    }
  }
  return { found: false };
}

function resultOfLine(line: string): unknown {
  const word = numberOfWord(line);
  if (word !== null) {
    return word;
  }
  if (!/^[-{\d]/.test(line)) {
    return undefined;
  }
  const json = line.replace(STRING_OR_WORD, (part) => (part.startsWith('"') ? part : `"${part}"`));
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'number' || (typeof value === 'object' && value !== null) ? value : undefined;
  } catch {
    return undefined;
  }
}
