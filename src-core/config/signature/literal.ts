/** A default or a choice in a source text, as far as it is a plain value. */
export type Literal =
  | { readonly kind: 'integer' | 'float'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'nothing' };

const NUMBER = /^[-+]?(?:\d[\d_]*)?(?:\.[\d_]*)?(?:[eE][-+]?\d+)?$/;
const TEXT = /^[rRuUbB]?(?:"([^"\\]*)"|'([^'\\]*)')$/;

/** Null for calls, names, lists and other expressions. */
export function readLiteral(source: string): Literal | null {
  const word = source.trim();
  if (/^(?:true|false)$/i.test(word)) {
    return { kind: 'boolean', value: word.toLowerCase() === 'true' };
  }
  if (/^(?:None|null|undefined)$/.test(word)) {
    return { kind: 'nothing' };
  }
  const text = TEXT.exec(word);
  if (text !== null) {
    return { kind: 'text', value: text[1] ?? text[2] ?? '' };
  }
  const value = Number(word.replaceAll('_', ''));
  if (!NUMBER.test(word) || !/\d/.test(word) || !Number.isFinite(value)) {
    return null;
  }
  return { kind: /[.eE]/.test(word) ? 'float' : 'integer', value };
}
