import { blockText, floatText, numberText, stringText } from './scalar-text.ts';
import { floatOf, type TypedValue } from './typed-value.ts';

/** Lists of scalars up to this width stand in one line. */
const FLOW_WIDTH = 100;
/** Both versions let a key without `?` have at most 1,024 characters, quotes and escapes included. */
const SIMPLE_KEY_LENGTH = 1000;

/**
 * YAML that loads to the same values and the same kinds in YAML 1.1 (PyYAML) and in YAML 1.2: floats carry a point,
 * whatever could be taken for something else is quoted, texts of several lines are literal blocks.
 *
 * @example writeYaml({ lr: 1e-5, width: 8, ratio: float(8), answer: 'no' })
 * // lr: 1.0e-05
 * // width: 8
 * // ratio: 8.0
 * // answer: "no"
 */
export function writeYaml(value: TypedValue): string {
  if (isMapping(value) && Object.keys(value).length > 0) {
    return mappingLines(value, '');
  }
  if (Array.isArray(value) && flowText(value) === null) {
    return listLines(value, '');
  }
  return `${flowText(value) ?? ''}\n`;
}

function isMapping(value: TypedValue): value is { readonly [key: string]: TypedValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && floatOf(value) === null;
}

function mappingLines(value: { readonly [key: string]: TypedValue }, indentation: string): string {
  return Object.entries(value)
    .map(([key, item]) => `${indentation}${keyText(key, indentation)}${afterKey(item, indentation)}`)
    .join('');
}

function keyText(key: string, indentation: string): string {
  const text = stringText(key, 'key');
  return text.length <= SIMPLE_KEY_LENGTH ? `${text}:` : `? ${text}\n${indentation}:`;
}

/** What follows `key:`, with the line's end. */
function afterKey(value: TypedValue, indentation: string): string {
  const inner = `${indentation}  `;
  if (isMapping(value) && Object.keys(value).length > 0) {
    return `\n${mappingLines(value, inner)}`;
  }
  if (Array.isArray(value) && flowText(value) === null) {
    return `\n${listLines(value, inner)}`;
  }
  return ` ${lineText(value, inner)}\n`;
}

function listLines(value: readonly TypedValue[], indentation: string): string {
  const inner = `${indentation}  `;
  return value
    .map((item) => {
      if (isMapping(item) && Object.keys(item).length > 0) {
        return `${indentation}- ${mappingLines(item, inner).slice(inner.length)}`;
      }
      if (Array.isArray(item) && flowText(item) === null) {
        return `${indentation}- ${listLines(item, inner).slice(inner.length)}`;
      }
      return `${indentation}- ${lineText(item, inner)}\n`;
    })
    .join('');
}

/** A value that ends on the line where it starts, or a literal block. */
function lineText(value: TypedValue, indentation: string): string {
  if (typeof value === 'string') {
    return blockText(value, indentation) ?? stringText(value, 'line');
  }
  return flowText(value) ?? '';
}

/** A value in one line that may also stand inside `[…]`; null for a list that is better written line by line. */
function flowText(value: TypedValue): string | null {
  if (value === null) {
    return 'null';
  }
  if (typeof value === 'string') {
    return stringText(value, 'flow');
  }
  if (typeof value === 'number') {
    return numberText(value);
  }
  if (typeof value === 'boolean') {
    return String(value);
  }
  const number = floatOf(value);
  if (number !== null) {
    return floatText(number);
  }
  return Array.isArray(value) ? flowListText(value) : '{}';
}

function flowListText(items: readonly TypedValue[]): string | null {
  if (items.some((item) => isMapping(item) && Object.keys(item).length > 0)) {
    return null;
  }
  const texts = items.map(flowText);
  const text = `[${texts.join(', ')}]`;
  return texts.includes(null) || text.length > FLOW_WIDTH ? null : text;
}
