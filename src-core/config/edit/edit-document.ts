import { isAlias, isMap } from 'yaml';
import { parseYaml } from '#core/config/document/parse-yaml.ts';
import {
  applyChanges,
  type DocumentEdit,
  type EditedDocument,
  EditRefused,
  type KeyPath,
  type TextChange,
} from './document-edit.ts';
import {
  addEntry,
  changeValue,
  duplicateEntry,
  inside,
  keyText,
  type MapInText,
  moveEntry,
  removeEntry,
  renameEntry,
} from './edit-map.ts';
import { expectedTree, sameTree, treeOf } from './text/document-tree.ts';
import { entryOf, type WrittenEntry, type WrittenMap, writtenMap } from './text/written-map.ts';

/** Fewer are made one after the other. */
const FEWEST = 3;

/**
 * Makes several changes of one document, all or none. Many that do not meet, such as parameters that are pasted, are made
 * at once: the text is read twice, not twice for each.
 */
export function editSeveral(text: string, edits: readonly DocumentEdit[]): EditedDocument {
  const last = edits.at(-1);
  // A key that goes may be the last of its mapping, which shows once the others are gone.
  return last?.kind === 'remove'
    ? oneByOne(together(text, edits.slice(0, -1)), [last])
    : together(text, edits);
}

function together(text: string, edits: readonly DocumentEdit[]): EditedDocument {
  const whole = madeAtOnce(wholeLines(text), edits);
  const [first, ...others] = edits;
  if (whole !== null || first === undefined) {
    return { kind: 'edited', text: whole ?? text };
  }
  const begun = editDocument(text, first);
  // The first one may have made the place for the others.
  const rest = begun.kind === 'refused' ? null : madeAtOnce(begun.text, others);
  return rest === null ? oneByOne(begun, others) : { kind: 'edited', text: rest };
}

function oneByOne(begun: EditedDocument, edits: readonly DocumentEdit[]): EditedDocument {
  return edits.reduce(
    (before, edit) => (before.kind === 'refused' ? before : editDocument(before.text, edit)),
    begun,
  );
}

/** Null where they have to be made one after the other, as far as they can be made at all. */
function madeAtOnce(text: string, edits: readonly DocumentEdit[]): string | null {
  const areSimple = edits.every(({ kind }) => kind === 'set' || kind === 'insert' || kind === 'remove');
  if (edits.length < FEWEST || !areSimple || doMeet(edits)) {
    return null;
  }
  try {
    const changes = edits.map((edit) => changesOf(text, edit));
    // Of those at one place the last that is made stands first.
    const inOrder = changes.toReversed().flat();
    if (doOverlap(inOrder)) {
      return null;
    }
    const edited = applyChanges(text, inOrder);
    const expected = edits.reduce(expectedTree, treeOf(text));
    return sameTree(treeOf(edited), expected) ? edited : null;
  } catch (thrown) {
    if (thrown instanceof EditRefused) {
      return null;
    }
    throw thrown;
  }
}

/** Whether one of them is about what another one is about, or about a part of that. */
function doMeet(edits: readonly DocumentEdit[]): boolean {
  const paths = edits.map(({ path }) => JSON.stringify(path).slice(0, -1)).toSorted();
  return paths.some((path, index) => {
    const next = paths[index + 1];
    return next !== undefined && (next === path || next.startsWith(`${path},`));
  });
}

function doOverlap(changes: readonly TextChange[]): boolean {
  const inText = changes.toSorted((a, b) => a.from - b.from || a.to - b.to);
  return inText.some(({ to }, index) => to > (inText[index + 1]?.from ?? Number.POSITIVE_INFINITY));
}

/**
 * Makes one change of a YAML document and leaves everything else as it is written: comments, order, quotes, blank
 * lines. What it made is read again; where that is not the document with this one change, such as where other
 * places refer to what was changed, it refuses.
 */
export function editDocument(text: string, edit: DocumentEdit): EditedDocument {
  try {
    const whole = wholeLines(text);
    const edited = applyChanges(whole, changesOf(whole, edit));
    const expected = expectedTree(treeOf(whole), edit);
    if (!sameTree(treeOf(edited), expected)) {
      throw new EditRefused('other places of the text depend on it');
    }
    return { kind: 'edited', text: edited };
  } catch (thrown) {
    if (thrown instanceof EditRefused) {
      return { kind: 'refused', reason: `This can only be changed in the YAML: ${thrown.message}.` };
    }
    throw thrown;
  }
}

/** The text with a line break at its end. */
function wholeLines(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** What an edit changes in a text that ends with a line break. @throws {EditRefused} where it can't be made */
function changesOf(text: string, edit: DocumentEdit): readonly TextChange[] {
  const found = findMap(text, edit.path);
  const name = found.rest[0];
  if (name === undefined) {
    throw new EditRefused('there is no key');
  }
  const entry = found.map === null ? null : entryOf(found.map, name);
  if (edit.kind === 'set' && entry !== null && found.rest.length === 1 && found.map !== null) {
    return changeValue({ text, map: found.map }, entry, edit.source);
  }
  if (edit.kind === 'set' || edit.kind === 'insert') {
    return add(text, found, edit);
  }
  if (found.map === null || entry === null || found.rest.length > 1) {
    throw new EditRefused(`there is no \`${edit.path.join('.')}\``);
  }
  return rearrange({ text, map: found.map }, { entry, owner: found.owner }, edit);
}

type Rearrangement = Exclude<DocumentEdit, { readonly kind: 'set' | 'insert' }>;

function rearrange(
  at: MapInText,
  { entry, owner }: { readonly entry: WrittenEntry; readonly owner: WrittenEntry | null },
  edit: Rearrangement,
): readonly TextChange[] {
  switch (edit.kind) {
    case 'remove':
      return removeEntry(at, entry, owner);
    case 'rename':
      refuseTaken(at.map, edit.name);
      return renameEntry(entry, edit.name);
    case 'duplicate':
      refuseTaken(at.map, edit.name);
      return duplicateEntry(at, entry, edit.name);
    case 'move': {
      const before = edit.before === null ? null : entryOf(at.map, edit.before);
      return before === entry ? [] : moveEntry(at, entry, before);
    }
  }
}

function refuseTaken(map: WrittenMap, name: string): void {
  if (entryOf(map, name) !== null) {
    throw new EditRefused(`there is another \`${name}\``);
  }
}

type Addition = Extract<DocumentEdit, { readonly kind: 'set' | 'insert' }>;

/** A new key, and the mappings that lead to it where they are missing. */
function add(text: string, found: FoundMap, edit: Addition): readonly TextChange[] {
  const { map, owner, rest } = found;
  const [name = '', ...inner] = rest;
  const step = indentationStep(text);
  if (map !== null && (map.style === 'flow' ? map.entries.length > 0 || owner === null : true)) {
    refuseTaken(map, name);
    const wanted = edit.kind === 'insert' && edit.after !== null ? entryOf(map, edit.after) : null;
    const after = wanted ?? map.entries.at(-1) ?? null;
    return addEntry({ text, map }, { name, source: nested(inner, edit.source), after });
  }
  const below = nested(inner, edit.source);
  if (owner === null) {
    return [{ from: text.length, to: text.length, insert: `${keyText(name)}: ${below}\n` }];
  }
  const indentation = inside(text, owner, step);
  if (map === null && !/^ *$/.test(indentation)) {
    return [{ from: owner.colonEnd, to: owner.colonEnd, insert: ` {${keyText(name)}: ${below}}` }];
  }
  return intoEmpty(text, owner, `${indentation}${keyText(name)}: ${below}`);
}

/** The first line below a key that has nothing or `{}` behind it. A comment behind it stays. */
function intoEmpty(text: string, owner: WrittenEntry, line: string): readonly TextChange[] {
  const lineEnd = text.indexOf('\n', owner.valueEnd);
  const emptied = { from: owner.colonEnd, to: owner.valueEnd, insert: '' };
  const added = { from: lineEnd, to: lineEnd, insert: `\n${line}` };
  return emptied.to === emptied.from ? [added] : [emptied, added];
}

/** `source` below keys that are missing too, in one line. */
function nested(keys: readonly string[], source: string): string {
  return keys.reduceRight((value, key) => `{${keyText(key)}: ${value}}`, source);
}

/** How far the text indents what is inside: as its first indented line does. */
function indentationStep(text: string): string {
  return /^[^\s#][^\n]*:[^\n]*\n(?:\s*#[^\n]*\n|\s*\n)*( +)[^\s-]/m.exec(text)?.[1] ?? '  ';
}

/** The mapping that holds the last key of a path, as far as it is there. */
type FoundMap = {
  /** The innermost mapping on the way that is there. */
  readonly map: WrittenMap | null;
  /** The entry whose value that mapping is; null for the root. */
  readonly owner: WrittenEntry | null;
  /** Keys of the path that are left behind `map`. */
  readonly rest: KeyPath;
};

/**
 * Follows a path as far as the text goes.
 *
 * @throws {EditRefused} where the text can't be read, or the path leads through something else than a mapping
 */
function findMap(text: string, path: KeyPath): FoundMap {
  const parsed = parseYaml(text);
  if (parsed.kind === 'too-deep' || parsed.document.errors.length > 0 || parsed.second !== null) {
    throw new EditRefused('the text can’t be read as one YAML document');
  }
  const { contents } = parsed.document;
  if (contents === null || (!isMap(contents) && contents.range?.[0] === contents.range?.[1])) {
    return { map: null, owner: null, rest: path };
  }
  if (!isMap(contents)) {
    throw new EditRefused('the text is not a mapping of keys to values');
  }
  return follow({ map: writtenMap(contents, text), owner: null, rest: path }, text);
}

function follow(found: FoundMap, text: string): FoundMap {
  const [key, ...rest] = found.rest;
  const owner = key === undefined || found.map === null || rest.length === 0 ? null : entryOf(found.map, key);
  if (owner === null || owner.value === null) {
    return owner === null ? found : { map: null, owner, rest };
  }
  if (!isMap(owner.value)) {
    const what = isAlias(owner.value) ? 'refers to another place' : 'is not a mapping';
    throw new EditRefused(`the value of \`${owner.name}\` ${what}`);
  }
  return follow({ map: writtenMap(owner.value, text), owner, rest }, text);
}
