import { floatText, numberText } from '#core/config/values/number-text.ts';
import { floatOf, type TypedValue } from '#core/config/values/typed-value.ts';

/** As Python writes it: whatever no editor shows, and what YAML does not allow, is escaped. */
function asciiText(value: string | boolean | null): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[^\x20-\x7e]/g, escaped);
}

/** JSON in lines, lists of plain values in one line each; floats carry a point, so that Python reads them as floats. */
export function jsonText(value: TypedValue, indentation = ''): string {
  const inner = `${indentation}  `;
  if (typeof value === 'number') {
    return numberText(value);
  }
  const number = typeof value === 'object' && value !== null ? floatOf(value) : null;
  if (number !== null) {
    return floatText(number);
  }
  if (typeof value !== 'object' || value === null) {
    return asciiText(value);
  }
  const isList = Array.isArray(value);
  const items = isList
    ? value.map((item) => jsonText(item, inner))
    : Object.entries(value).map(([key, item]) => `${asciiText(key)}: ${jsonText(item, inner)}`);
  const [open, close] = isList ? '[]' : '{}';
  const isShort = isList ? items.every((item) => !/^[{[]/.test(item)) : indentation.length > 2;
  return items.length === 0 || isShort
    ? `${open}${items.join(', ')}${close}`
    : `${open}\n${items.map((item) => `${inner}${item}`).join(',\n')}\n${indentation}${close}`;
}
