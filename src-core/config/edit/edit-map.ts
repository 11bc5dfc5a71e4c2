import { stringText } from '#core/config/values/scalar-text.ts';
import type { TextChange } from './document-edit.ts';
import { EditRefused } from './document-edit.ts';
import type { WrittenEntry, WrittenMap } from './text/written-map.ts';

/** A mapping in its text, which ends with a line break. */
export type MapInText = { readonly text: string; readonly map: WrittenMap };

export function keyText(name: string): string {
  return stringText(name, 'key');
}

/** Another value for a key. A comment behind it stays. */
export function changeValue({ text, map }: MapInText, entry: WrittenEntry, source: string): TextChange[] {
  const { colonEnd, valueStart, valueEnd } = entry;
  if (map.style === 'flow' || !text.slice(colonEnd, valueEnd).includes('\n')) {
    return [{ from: colonEnd, to: valueEnd, insert: source === '' ? '' : ` ${source}` }];
  }
  // The value began in another line: it goes with its lines, a comment behind the colon stays.
  const { end } = entryLines(text, map, entry);
  const isInside = valueStart > text.indexOf('\n', colonEnd);
  const lineEnd = text.indexOf('\n', colonEnd);
  return isInside
    ? [
        { from: colonEnd, to: colonEnd, insert: ` ${source}` },
        { from: lineEnd, to: end - 1, insert: '' },
      ]
    : [{ from: colonEnd, to: end - 1, insert: ` ${source}` }];
}

/** A new key behind `after`; without it before all others. */
export function addEntry(
  { text, map }: MapInText,
  {
    name,
    source,
    after,
  }: { readonly name: string; readonly source: string; readonly after: WrittenEntry | null },
): TextChange[] {
  const written = `${keyText(name)}:${source === '' ? '' : ` ${source}`}`;
  if (map.style === 'flow') {
    const at = after?.valueEnd ?? map.start + 1;
    return [{ from: at, to: at, insert: after === null ? written : `, ${written}` }];
  }
  if (after === null) {
    throw new EditRefused('there is no key after which it could stand');
  }
  const at = entryLines(text, map, after).end;
  return [{ from: at, to: at, insert: `${indentationOf(text, after)}${written}\n` }];
}

/** Takes a key out, with its comments. The last one leaves `{}`. */
export function removeEntry(
  { text, map }: MapInText,
  entry: WrittenEntry,
  owner: WrittenEntry | null,
): TextChange[] {
  const index = map.entries.indexOf(entry);
  const [before, next] = [map.entries[index - 1], map.entries[index + 1]];
  if (map.style === 'block') {
    const { head, end } = entryLines(text, map, entry);
    const taken = { from: head, to: end, insert: '' };
    const isLast = before === undefined && next === undefined;
    return isLast && owner !== null ? changeValue({ text, map }, owner, '{}') : [taken];
  }
  if (before !== undefined) {
    return [{ from: before.valueEnd, to: entry.valueEnd, insert: '' }];
  }
  return [{ from: entry.keyStart, to: next?.keyStart ?? entry.valueEnd, insert: '' }];
}

export function renameEntry(entry: WrittenEntry, name: string): TextChange[] {
  return [{ from: entry.keyStart, to: entry.keyEnd, insert: keyText(name) }];
}

/** Writes an entry again behind itself, without the comments above it. */
export function duplicateEntry({ text, map }: MapInText, entry: WrittenEntry, name: string): TextChange[] {
  if (map.style === 'flow') {
    const copy = `, ${keyText(name)}${text.slice(entry.keyEnd, entry.valueEnd)}`;
    return [{ from: entry.valueEnd, to: entry.valueEnd, insert: copy }];
  }
  const { start, end } = entryLines(text, map, entry);
  const copy = `${text.slice(start, entry.keyStart)}${keyText(name)}${text.slice(entry.keyEnd, end)}`;
  return [{ from: end, to: end, insert: copy }];
}

/** Puts an entry in front of another one, or last for null. */
export function moveEntry(at: MapInText, entry: WrittenEntry, before: WrittenEntry | null): TextChange[] {
  return at.map.style === 'block' ? moveLines(at, entry, before) : moveInLine(at, entry, before);
}

function moveLines({ text, map }: MapInText, entry: WrittenEntry, before: WrittenEntry | null): TextChange[] {
  const lines = (one: WrittenEntry): EntryLines => entryLines(text, map, one);
  const { head, end } = lines(entry);
  const last = map.entries.at(-1) ?? entry;
  const to = before === null ? lines(last).end : lines(before).head;
  return [
    { from: to, to, insert: text.slice(head, end) },
    { from: head, to: end, insert: '' },
  ];
}

/** What stands between the entries stays where it is. */
function moveInLine(
  { text, map }: MapInText,
  entry: WrittenEntry,
  before: WrittenEntry | null,
): TextChange[] {
  const rest = map.entries.filter((one) => one !== entry);
  const index = before === null ? rest.length : rest.indexOf(before);
  const order = rest.toSpliced(index, 0, entry);
  return map.entries.map(({ keyStart, valueEnd }, place) => {
    const { keyStart: from, valueEnd: to } = order[place] ?? entry;
    return { from: keyStart, to: valueEnd, insert: text.slice(from, to) };
  });
}

/** The indentation for keys below an entry of a block mapping. */
export function inside(text: string, owner: WrittenEntry, step: string): string {
  return `${text.slice(lineStart(text, owner.keyStart), owner.keyStart)}${step}`;
}

/** The whole lines that belong to a key of a block mapping. */
type EntryLines = {
  /** With the comments right above the key. */
  readonly head: number;
  /** Where the key's own line starts. */
  readonly start: number;
  /** Behind the line break of its last line, with comments that are further in than the key. */
  readonly end: number;
};

/** The blanks before a key. @throws EditRefused where other things stand before it in its line */
function indentationOf(text: string, entry: WrittenEntry): string {
  const start = lineStart(text, entry.keyStart);
  const before = text.slice(start, entry.keyStart);
  if (!/^ *$/.test(before)) {
    throw new EditRefused(`\`${entry.name}\` does not start a line`);
  }
  return before;
}

/** @param text ends with a line break */
function entryLines(text: string, map: WrittenMap, entry: WrittenEntry): EntryLines {
  const indentation = indentationOf(text, entry);
  const start = lineStart(text, entry.keyStart);
  const isFirst = map.entries[0] === entry;
  return {
    head: headOf(text, start, { indentation, isFirst }),
    start,
    end: tailOf(text, endOfLine(text, entry.valueEnd), indentation.length),
  };
}

/** The offset at which the line of `offset` begins. */
function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line after the one of `offset` starts. */
function nextLine(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  return found < 0 ? text.length : found + 1;
}

/** A block text ends with its own line break. */
function endOfLine(text: string, offset: number): number {
  return text[offset - 1] === '\n' ? offset : nextLine(text, offset);
}

/** Comments above the first key of a text speak of the whole text. */
function headOf(text: string, start: number, above: { indentation: string; isFirst: boolean }): number {
  let head = start;
  while (head > 0 && text.startsWith(`${above.indentation}#`, lineStart(text, head - 1))) {
    head = lineStart(text, head - 1);
  }
  return above.isFirst && head === 0 ? start : head;
}

function tailOf(text: string, from: number, indentation: number): number {
  let end = from;
  for (let at = from; at < text.length; at = nextLine(text, at)) {
    const [, blanks = '', first = ''] = /^([ \t]*)(.?)/.exec(text.slice(at, nextLine(text, at))) ?? [];
    if (first === '#' && blanks.length > indentation) {
      end = nextLine(text, at);
    } else if (first !== '') {
      break;
    }
  }
  return end;
}
