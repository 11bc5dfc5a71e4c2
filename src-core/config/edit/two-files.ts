import { childOf, type DocumentNode, isNothing, type MapNode } from '#core/config/document/node.ts';
import { readNode } from '../document/read-document.ts';
import type { DocumentEdit, EditedDocument } from './document-edit.ts';
import { editDocument, editSeveral } from './edit-document.ts';

const SPACE = 'pipeline_space';

/** The texts of a run: its YAML, and the file that its `pipeline_space` names, null without one. */
export type RunTexts = { readonly text: string; readonly space: string | null };

/** Both files as one document: the space stands in the place of its path. Null where one of them can't be read. */
export function readRunNode({ text, space }: RunTexts): DocumentNode | null {
  const root = readNode(text);
  if (space === null || root?.kind !== 'map') {
    return root;
  }
  const parameters = readSpaceNode(space);
  return parameters === null
    ? null
    : {
        ...root,
        entries: root.entries.map((entry) =>
          entry.key.name === SPACE ? { key: entry.key, value: parameters } : entry,
        ),
      };
}

/** The mapping of parameters in a space file: all of it, or what stands under `pipeline_space`. */
function readSpaceNode(text: string): DocumentNode | null {
  const node = readNode(text);
  return node?.kind === 'map' ? (spaceWithin(node) ?? node) : node !== null && isNothing(node) ? node : null;
}

function spaceWithin(file: MapNode): DocumentNode | null {
  const inner = childOf(file, SPACE);
  return inner !== null && (inner.kind === 'map' || file.entries.length === 1) ? inner : null;
}

export type EditedTexts =
  | { readonly kind: 'edited'; readonly texts: RunTexts }
  | { readonly kind: 'refused'; readonly reason: string };

/** Makes changes, all or none, each in the file that owns what is changed. */
export function editRunTexts({ text, space }: RunTexts, edits: readonly DocumentEdit[]): EditedTexts {
  const isOfSpace = ({ path }: DocumentEdit) => space !== null && path[0] === SPACE && path.length > 1;
  const run = editSeveral(
    text,
    edits.filter((edit) => !isOfSpace(edit)),
  );
  if (run.kind === 'refused' || space === null) {
    return asTexts(run, (next) => ({ text: next, space }));
  }
  const root = readNode(space);
  const isInside = root?.kind === 'map' && spaceWithin(root) !== null;
  const ofSpace = edits.filter(isOfSpace);
  const inside = isInside ? ofSpace : ofSpace.map((edit) => ({ ...edit, path: edit.path.slice(1) }));
  return asTexts(editSeveral(space, inside), (next) => ({ text: run.text, space: next }));
}

function asTexts(edited: EditedDocument, put: (text: string) => RunTexts): EditedTexts {
  return edited.kind === 'refused' ? edited : { kind: 'edited', texts: put(edited.text) };
}

/**
 * Moves the parameters of a space file into the run's YAML, in the place of the path, with their comments. A comment
 * behind the path stays where it is.
 */
export function inlineSpace({ text, space }: RunTexts): EditedDocument {
  const refused = (reason: string): EditedDocument => ({ kind: 'refused', reason });
  const root = space === null ? null : readNode(space);
  if (space === null || root?.kind !== 'map') {
    return refused('The space file can’t be read as a mapping of parameters.');
  }
  const body = spaceWithin(root) === null ? space : unwrapped(space);
  if (body === null) {
    return refused('The space file has its parameters in a form that can only be moved by hand.');
  }
  const emptied = editDocument(text, { kind: 'set', path: [SPACE], source: '' });
  if (emptied.kind === 'refused') {
    return emptied;
  }
  const inlined = emptied.text.replace(ALONE, (line) => `${line}\n${indented(body)}`);
  const said = readRunNode({ text, space });
  return said !== null && saysSame(readNode(inlined), said)
    ? { kind: 'edited', text: inlined }
    : refused('The space file has anchors or a form that can only be moved by hand.');
}

/** The line of the key without a value. */
const ALONE = /^pipeline_space:[ \t]*(?:#[^\n]*)?$/m;

/** What stands under `pipeline_space:` of a space file, at the margin; null where that is not in lines of its own. */
function unwrapped(text: string): string | null {
  const [, before = '', body = ''] =
    /^([\s\S]*?)^pipeline_space:[ \t]*(?:#[^\n]*)?\n([\s\S]*)$/m.exec(text) ?? [];
  const margin = /^( +)[^\s#]/m.exec(body)?.[1] ?? '';
  if (margin === '' || /^[^\s#]/m.test(body)) {
    return null;
  }
  return `${before}${body.replaceAll(new RegExp(`^${margin}`, 'gm'), '')}`;
}

function indented(body: string): string {
  const lines = body.replace(/^\uFEFF/, '').replace(/^---[ \t]*\r?\n/, '');
  return lines.replace(/\s+$/, '').replaceAll(/^(?=[^\r\n])/gm, '  ');
}

function saysSame(one: DocumentNode | null, other: DocumentNode): boolean {
  return one !== null && JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function plain(node: DocumentNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return [node.type, node.source];
    case 'list':
      return node.items.map(plain);
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key.name, plain(value)]));
  }
}
