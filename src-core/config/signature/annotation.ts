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

/** What a type says of a parameter; null for one that says nothing of use. */
export type Hint =
  | 'integer'
  | 'float'
  | 'number'
  | 'boolean'
  | 'text'
  | { readonly choices: readonly Literal[] };

const WORDS: Readonly<Record<string, Hint>> = {
  int: 'integer',
  float: 'float',
  number: 'number',
  bool: 'boolean',
  boolean: 'boolean',
  str: 'text',
  string: 'text',
};

/** A type of Python or TypeScript: `int`, `Optional[float]`, `Literal["a", "b"]`, `'a' | 'b'`, `number | null`. */
export function readAnnotation(annotation: string): Hint | null {
  const type = withoutWrapping(annotation.trim());
  const literal = /^(?:\w+\.)?Literal\[([\s\S]*)\]$/.exec(type);
  if (literal !== null) {
    return choicesOf((literal[1] ?? '').split(','));
  }
  const parts = type
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const told = parts.filter((part) => !/^(?:None|null|undefined)$/.test(part));
  const [only] = told;
  if (told.length === 1 && only !== undefined) {
    return WORDS[only] ?? (only === type ? null : readAnnotation(only));
  }
  const hints = told.map((part) => WORDS[part]);
  if (hints.includes('float') && hints.includes('integer') && told.length === 2) {
    return 'float';
  }
  return choicesOf(told);
}

/** `Optional[…]`, `Annotated[…, …]`, `Final[…]`, and types in quotes. */
function withoutWrapping(type: string): string {
  const quoted = /^(["'])(\w[\w.[\], |"']*)\1$/.exec(type);
  const isForward = quoted !== null && /[[|]|^(?:int|float|bool|str)$/.test(quoted[2] ?? '');
  if (isForward) {
    return withoutWrapping(quoted[2] ?? '');
  }
  const wrapped = /^(?:\w+\.)?(Optional|Annotated|Final)\[([\s\S]*)\]$/.exec(type);
  if (wrapped === null) {
    return type;
  }
  const inside = wrapped[2] ?? '';
  return withoutWrapping((wrapped[1] === 'Annotated' ? firstOf(inside) : inside).trim());
}

function firstOf(list: string): string {
  let depth = 0;
  for (let at = 0; at < list.length; at += 1) {
    depth += '[('.includes(list[at] ?? '') ? 1 : '])'.includes(list[at] ?? '') ? -1 : 0;
    if (depth === 0 && list[at] === ',') {
      return list.slice(0, at);
    }
  }
  return list;
}

function choicesOf(sources: readonly string[]): Hint | null {
  const literals = sources.filter((source) => source.trim() !== '').map(readLiteral);
  const choices = literals.filter((literal) => literal !== null && literal.kind !== 'nothing');
  return choices.length > 0 && !literals.includes(null)
    ? { choices: choices.flatMap((choice) => choice ?? []) }
    : null;
}
