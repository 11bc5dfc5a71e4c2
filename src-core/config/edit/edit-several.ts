import { type DocumentEdit, type EditedDocument, EditRefused } from './document-edit.ts';
import { changesOf, editDocument, wholeLines } from './edit-document.ts';
import { expectedTree, sameTree, treeOf } from './text/document-tree.ts';
import { applyChanges, type TextChange } from './text/text-change.ts';

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
