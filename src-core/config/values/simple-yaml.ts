import { readPlainScalar } from '../document/scalar.ts';
import { float, type TypedValue } from './typed-value.ts';

type Mapping = { [key: string]: TypedValue };

/** Deeper is left to the parser, which knows its own limit. */
const DEEPEST = 20;

/** `key:` at the start of a line; a name with anything that YAML might take for something else is none. */
const KEY = /^([A-Za-z_][\w./+-]{0,200}):(?: |$)/;
/** One line without quotes that holds no indicator, comment, colon at a word's end or character that is not printed. */
const PLAIN =
  /^(?:-?[\w./+]|\.)(?:[\w./+\-~()<>=;$^]|:(?=[\w./])| (?=[\w./+\-()<>=;$^])|,(?=[\w./ ])|'(?=[\w. ]))*$/;
/** The same inside `[…]`. */
const PLAIN_ITEM = /^-?[\w./+][\w./+-]*(?: [\w./+-]+)*$/;
/** What means the same in YAML and in JSON. */
const QUOTED = /^"(?:[ !#-[\]-~\u00a0-\u2027\u202a-\ud7ff]|\\["\\/bfnrt]|\\u[0-9a-f]{4})*"$/;
const SINGLE_QUOTED = /^'[ !"#$%&(-~]*'$/;
/** Characters of a literal block that need no thought. */
const BLOCK_LINE = /^[\t -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe]*$/;

/**
 * A mapping as programs write it: one `key: value` a line, values in one line without tags and anchors, lists of scalars
 * in `[…]` or with a dash a line, mappings indented below their key, literal blocks. That is most of what there is in a
 * run directory. The values are those that {@link readTypedYaml} reads.
 *
 * Measured on two cores: 10,000 result files of NePS take 0.4 s, and 9 to 10 s with the `yaml` package alone.
 *
 * @returns null for every other text, whether it is YAML or not: the parser judges those
 */
export function readSimpleYaml(text: string): { readonly [key: string]: TypedValue } | null {
  if (!text.endsWith('\n')) {
    return null;
  }
  const lines = new Lines(text);
  const mapping = readMapping(lines, 0, 0);
  return lines.atEnd ? mapping : null;
}

/** The lines of a text, one at a time. */
class Lines {
  /** The present line without its indentation and end. */
  line = '';
  indentation = 0;
  atEnd = false;
  readonly #text: string;
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.advance();
  }

  /** The present line as it stands. */
  get whole(): string {
    return ' '.repeat(this.indentation) + this.line;
  }

  advance(): void {
    const text = this.#text;
    if (this.#next >= text.length) {
      [this.line, this.indentation, this.atEnd] = ['', 0, true];
      return;
    }
    let start = this.#next;
    const end = text.indexOf('\n', start);
    while (text.charCodeAt(start) === 32) {
      start += 1;
    }
    this.indentation = start - this.#next;
    this.line = text.slice(start, end);
    this.#next = end + 1;
  }
}

/** The keys at this indentation, from the present line on; null where a line is none of ours. */
function readMapping(lines: Lines, indentation: number, depth: number): Mapping | null {
  if (depth > DEEPEST) {
    return null;
  }
  const mapping: Mapping = {};
  while (!lines.atEnd && lines.indentation === indentation) {
    const key = KEY.exec(lines.line)?.[1];
    if (key === undefined || key === '__proto__') {
      return null;
    }
    const rest = lines.line.slice(key.length + 2);
    lines.advance();
    const value = rest === '' ? readBelow(lines, indentation, depth) : readAfterKey(rest, lines, indentation);
    if (value === undefined) {
      return null;
    }
    mapping[key] = value;
  }
  // A deeper line would go on with the value before it.
  return lines.indentation < indentation || lines.atEnd ? mapping : null;
}

function readBelow(
  lines: Lines,
  indentation: number,
  depth: number,
): Mapping | readonly TypedValue[] | undefined {
  if (lines.indentation >= indentation && lines.line.startsWith('- ')) {
    return readDashes(lines);
  }
  const isDeeper = !lines.atEnd && lines.indentation > indentation;
  return (isDeeper ? readMapping(lines, lines.indentation, depth + 1) : null) ?? undefined;
}

/** A list with one scalar a line; as deep as its key, or deeper. */
function readDashes(lines: Lines): readonly TypedValue[] | undefined {
  const { indentation } = lines;
  const items: TypedValue[] = [];
  while (!lines.atEnd && lines.indentation === indentation && lines.line.startsWith('- ')) {
    const item = readScalar(lines.line.slice(2), PLAIN);
    if (item === undefined) {
      return undefined;
    }
    items.push(item);
    lines.advance();
  }
  // A deeper line would go on with the last item.
  return lines.indentation <= indentation || lines.atEnd ? items : undefined;
}

function readAfterKey(rest: string, lines: Lines, indentation: number): TypedValue | undefined {
  if (rest === '|' || rest === '|-') {
    return readBlock(lines, `${' '.repeat(indentation)}  `, rest === '|' ? '\n' : '');
  }
  if (rest.startsWith('[')) {
    return readList(rest);
  }
  return rest === '{}' ? {} : readScalar(rest, PLAIN);
}

function readScalar(source: string, plain: RegExp): TypedValue | undefined {
  if (plain.test(source)) {
    const scalar = readPlainScalar(source);
    return scalar.type === 'float' ? float(scalar.value) : scalar.value;
  }
  if (QUOTED.test(source)) {
    return source.includes('\\') ? (JSON.parse(source) as string) : source.slice(1, -1);
  }
  return SINGLE_QUOTED.test(source) ? source.slice(1, -1) : undefined;
}

function readList(source: string): readonly TypedValue[] | undefined {
  if (source === '[]') {
    return [];
  }
  if (!source.endsWith(']')) {
    return undefined;
  }
  const items: TypedValue[] = [];
  for (const text of source.slice(1, -1).split(', ')) {
    const item = readScalar(text, PLAIN_ITEM);
    if (item === undefined) {
      return undefined;
    }
    items.push(item);
  }
  return items;
}

function readBlock(lines: Lines, prefix: string, ending: string): string | undefined {
  const [first] = lines.line;
  if (lines.indentation !== prefix.length || first === undefined || first === '\t') {
    return undefined;
  }
  const block: string[] = [];
  while (!lines.atEnd && (lines.line === '' || lines.indentation >= prefix.length)) {
    if ((lines.line === '' && lines.indentation > 0) || !BLOCK_LINE.test(lines.line)) {
      return undefined;
    }
    block.push(lines.whole.slice(prefix.length));
    lines.advance();
  }
  return block.at(-1) === '' ? undefined : block.join('\n') + ending;
}
