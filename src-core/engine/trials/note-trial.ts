import { resolve } from 'node:path';
import { IncumbentError } from '#core/contract/errors.ts';
import { LONGEST_NOTE, type TrialNote } from '#core/contract/run/trial.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { notesPlace } from '#core/readers/run-key.ts';
import { changeNote } from '#core/state/trials/trial-notes.ts';
import { withRun } from '../procedures/with-run.ts';
import { requireTrial } from './require-trial.ts';

export type NoteWish = {
  readonly trial: string;
  /** Left out: as it is. */
  readonly star?: boolean | undefined;
  /** Left out: as it is; empty: none. */
  readonly note?: string | undefined;
};

/**
 * Keeps a star or a few words of a trial, whoever wrote the run.
 *
 * @throws IncumbentError `trial-not-found`, and `usage` for a note that is too long
 */
export function noteTrial(run: OpenedRun, dataDirectory: string, { trial, ...change }: NoteWish): TrialNote {
  requireTrial(run, trial);
  const { length } = change.note ?? '';
  if (length > LONGEST_NOTE) {
    throw new IncumbentError(
      'usage',
      `A note has at most ${LONGEST_NOTE} characters; this one has ${length}. Keep the rest in a file of the trial's folder.`,
      { trial },
    );
  }
  return changeNote(notesPlace(run, dataDirectory), trial, change);
}

/** The same for a run that nobody watches here. With nothing to change it tells what is noted. */
export async function noteInRun(root: string, dataDirectory: string, wish: NoteWish): Promise<TrialNote> {
  return await withRun(resolve(root), { clock: systemClock }, (run) => noteTrial(run, dataDirectory, wish));
}
