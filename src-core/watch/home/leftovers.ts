import { IncumbentError } from '#core/contract/errors.ts';
import type { OpenedRun } from '#core/readers/reader.ts';

type Found = Pick<OpenedRun, 'root' | 'reader'>;

/** A deletion is over after so many looks; a run that is at work may change between any two. */
const MOST_REFUSALS = 60;

/** What a directory that is being deleted holds at last may look like the run of another program. */
export type Leftovers = {
  /** The run that stands there is shown. */
  know(run: Found): void;
  /** Nothing stood there: whatever comes next is no leftover. */
  forget(): void;
  /**
   * What stays as it is from one look to the next is nothing that is being deleted, nor is what changes for long.
   *
   * @param files - a {@link fingerprint} of the files as they are now
   * @throws IncumbentError `root-replaced` for what may be left of a run that is being deleted
   */
  refuse(run: Found, files: string): void;
};

export function createLeftovers(): Leftovers {
  let known: string | null = null;
  let seen: string | null = null;
  let refusals = 0;
  const begin = (reader: string | null) => {
    [known, seen, refusals] = [reader, null, 0];
  };
  return {
    know: ({ reader }) => begin(reader),
    forget: () => begin(null),
    refuse: ({ root, reader }, files) => {
      if (known === null || reader === known || files === seen || refusals === MOST_REFUSALS) {
        return;
      }
      seen = files;
      refusals += 1;
      throw new IncumbentError(
        'root-replaced',
        `Expected the run that was listed; it is gone, and what is left looks like a run of ${reader}: ${root}. If it stays so, it is shown as one in a moment`,
        { root, gone: true },
      );
    },
  };
}
