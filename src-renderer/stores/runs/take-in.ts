import { diff3Merge } from 'node-diff3';

/** One text on screen, and what its file says as far as is known here. */
export type FileText = { readonly text: string; readonly original: string };

/**
 * What becomes of a text whose file was changed by others.
 *
 * - `same`: nothing on screen changes; the file may say now what is on screen.
 * - `taken`: nothing was changed here, so theirs is on screen now.
 * - `merged`: both changed other lines; the text has the changes of both.
 * - `conflict`: both changed the same lines, so that a person must say.
 */
export type TakenIn =
  | { readonly kind: 'same' | 'taken' | 'merged'; readonly text: string }
  | { readonly kind: 'conflict' };

/** Brings a change of the file together with what was changed here since the file was last read or written. */
export function takeIn({ text, original }: FileText, theirs: string): TakenIn {
  if (theirs === original || theirs === text) {
    return { kind: 'same', text };
  }
  if (text === original) {
    return { kind: 'taken', text: theirs };
  }
  const merged = mergedTexts({ mine: text, original, theirs });
  return merged === null ? { kind: 'conflict' } : { kind: 'merged', text: merged };
}

type ThreeTexts = { readonly mine: string; readonly original: string; readonly theirs: string };

/** The changes of both sides, line by line; null where both changed the same lines in different ways. */
function mergedTexts({ mine, original, theirs }: ThreeTexts): string | null {
  const regions = diff3Merge<string>(mine.split('\n'), original.split('\n'), theirs.split('\n'), {
    excludeFalseConflicts: true,
  });
  return regions.some(({ conflict }) => conflict !== undefined)
    ? null
    : regions.flatMap(({ ok = [] }) => ok).join('\n');
}
