import { stringText } from '#core/config/values/yaml-string.ts';
import { EditRefused } from './document-edit.ts';
import { type EntryLines, entryLines, indentationOf, lineStart } from './text/block-lines.ts';
import type { TextChange } from './text/text-change.ts';
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
