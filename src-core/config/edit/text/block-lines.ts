import { EditRefused } from '../document-edit.ts';
import type { WrittenEntry, WrittenMap } from './written-map.ts';

/** The whole lines that belong to a key of a block mapping. */
export type EntryLines = {
  /** With the comments right above the key. */
  readonly head: number;
  /** Where the key's own line starts. */
  readonly start: number;
  /** Behind the line break of its last line, with comments that are further in than the key. */
  readonly end: number;
};

/** The blanks before a key. @throws EditRefused where other things stand before it in its line */
export function indentationOf(text: string, entry: WrittenEntry): string {
  const start = lineStart(text, entry.keyStart);
  const before = text.slice(start, entry.keyStart);
  if (!/^ *$/.test(before)) {
    throw new EditRefused(`\`${entry.name}\` does not start a line`);
  }
  return before;
}

/** @param text ends with a line break */
export function entryLines(text: string, map: WrittenMap, entry: WrittenEntry): EntryLines {
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
export function lineStart(text: string, offset: number): number {
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
