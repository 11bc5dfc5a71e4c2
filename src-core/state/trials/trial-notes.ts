import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type TrialNote, trialNoteSchema } from '#core/contract/run/trial.ts';
import { TRIAL_ID } from '#core/contract/run/trial-order.ts';
import { readTextOrNull } from '#core/platform/files.ts';
import { parseJsonAs } from '../json-file.ts';
import { makeFolder, replaceFile, runDisk } from '../run-files.ts';

const SUFFIX = '.json';

/**
 * One file a trial, so that two persons who note something at the same moment don't take each other's away. Names of
 * other tools' trials may hold any character, be long, and differ only in case, which some file systems don't tell
 * apart: there a short form is for people, and what tells them apart is a digest.
 */
function noteFile(folder: string, trial: string): string {
  return join(folder, `${TRIAL_ID.test(trial) ? trial : nameOfOther(trial)}${SUFFIX}`);
}

const MOST_READABLE = 60;

function nameOfOther(trial: string): string {
  const readable = trial
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .slice(0, MOST_READABLE);
  return `trial-${readable}-${createHash('sha256').update(trial).digest('hex').slice(0, 16)}`;
}

/** Changes what is noted of a trial: what is left out of the change stays; what comes to nothing leaves no file. */
export function changeNote(
  folder: string,
  trial: string,
  change: { readonly star?: boolean | undefined; readonly note?: string | undefined },
): TrialNote {
  const file = noteFile(folder, trial);
  const before = parseJsonAs(trialNoteSchema, readTextOrNull(file));
  const next: TrialNote = {
    trial,
    star: change.star ?? before?.star ?? false,
    note: (change.note ?? before?.note ?? '').trim(),
  };
  if (next.star || next.note !== '') {
    makeFolder('notes.make', folder);
    replaceFile('note', file, `${JSON.stringify(next)}\n`);
  } else {
    runDisk.remove('note.remove', file);
  }
  return next;
}

/** Follows the notes in a folder; only files that changed are read again. */
export type NotesReader = {
  /** All notes; null where they are as the last call told them. Without any: an empty list at the first call. */
  read(): Promise<readonly TrialNote[] | null>;
  /** As the last call found them. */
  readonly notes: readonly TrialNote[];
};

type Known = { readonly stamp: string; readonly note: TrialNote | null };

export function createNotesReader(folder: string): NotesReader {
  let known: ReadonlyMap<string, Known> | null = null;
  let notes: readonly TrialNote[] = [];

  const look = async (name: string): Promise<[string, Known]> => {
    const file = join(folder, name);
    const found = await stat(file, { bigint: true }).catch(() => null);
    const stamp = found === null ? '-' : `${found.ino} ${found.mtimeNs} ${found.size}`;
    const before = known?.get(name);
    if (before?.stamp === stamp) {
      return [name, before];
    }
    const text = await readFile(file, 'utf8').catch(() => null);
    return [name, { stamp, note: parseJsonAs(trialNoteSchema, text) ?? before?.note ?? null }];
  };

  return {
    get notes() {
      return notes;
    },
    read: async () => {
      const names = (await readdir(folder).catch(() => [])).filter(
        (name) => name.endsWith(SUFFIX) && !name.startsWith('.'),
      );
      const now = new Map(await Promise.all(names.map(look)));
      const before = known;
      known = now;
      if (before?.size === now.size && [...now].every(([name, seen]) => before.get(name) === seen)) {
        return null;
      }
      notes = [...now.values()].flatMap(({ note }) => note ?? []);
      return notes;
    },
  };
}
