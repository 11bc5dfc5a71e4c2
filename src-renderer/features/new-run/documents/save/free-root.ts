import type { RootFinding } from '#core/contract/run/existing-run.ts';

/** More runs of one name than anyone begins with a template. */
const MOST_TRIED = 100;

/** What a start would find at a place. */
export type LookAtRoot = (root: string) => Promise<Pick<RootFinding, 'kind'>>;

/**
 * The first of `root`, `root-2`, `root-3`, … where a run can begin at once; `root` itself where none of them is, or the
 * engine does not answer: the start asks what becomes of what is there.
 */
export async function freeRoot(root: string, lookAt: LookAtRoot): Promise<string> {
  try {
    for (let count = 1; count <= MOST_TRIED; count += 1) {
      const place = count === 1 ? root : `${root}-${count}`;
      const { kind } = await lookAt(place);
      if (kind === 'missing' || kind === 'empty') {
        return place;
      }
    }
  } catch {
    return root;
  }
  return root;
}
