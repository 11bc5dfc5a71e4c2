import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf } from '#core/platform/files.ts';
import { ENGINE_DIRECTORY, runLayout } from '#core/state/layout.ts';

/** What stands in the place of a run directory, as the message of `root-not-a-run`. */
export type PlaceDescription = { readonly message: string; readonly details: Record<string, unknown> };

/** What tells files with runs from others. */
type Formats = {
  find(place: string): Promise<{ readonly program: string } | null>;
  mayHold(fileName: string): boolean;
};

/** How many names the message lists. */
const NAMES = 5;

/** Says what was expected at `root`, what is there, and what to do about it. */
export async function describePlace(root: string, readers: Formats): Promise<PlaceDescription> {
  const rule = 'Expected a run directory';
  const around = await enclosingRun(root);
  const describe = (
    found: string,
    details: Record<string, unknown> = {},
    storage: Storage | null = null,
  ): PlaceDescription => ({
    message: `${rule}, found ${found} at ${root}. ${adviceFor(around, storage)}.`,
    details: { root, enclosing_run: around, ...details },
  });
  try {
    if (!(await stat(root)).isDirectory()) {
      return describe('a file');
    }
    const names = (await readdir(root)).sort();
    const storage = await storageAmong(root, names, readers);
    return describe(describeNames(names), { entries: names.slice(0, 100) }, storage);
  } catch (error) {
    return describe(errnoOf(error) === 'ENOENT' ? 'nothing' : `something unreadable (${errnoOf(error)})`);
  }
}

function adviceFor(around: string | null, storage: Storage | null): string {
  if (around !== null) {
    return `It lies inside of the run ${around}: open that`;
  }
  return storage === null
    ? 'Give the root_directory of a run that was started'
    : `${storage.path} is a storage of ${storage.program}: open that file, or watch the folder`;
}

/** How many files that may be storages are looked into. */
const LOOKED_INTO = 20;

type Storage = { readonly path: string; readonly program: string };

/** The first file with runs among the names of a directory. */
async function storageAmong(
  root: string,
  names: readonly string[],
  { find, mayHold }: Formats,
): Promise<Storage | null> {
  for (const name of names.filter(mayHold).slice(0, LOOKED_INTO)) {
    const path = join(root, name);
    const reader = await find(path);
    if (reader !== null) {
      return { path, program: reader.program };
    }
  }
  return null;
}

function describeNames(names: readonly string[]): string {
  if (names.length === 0) {
    return 'an empty directory';
  }
  if (names.includes(ENGINE_DIRECTORY)) {
    return `a directory whose ${ENGINE_DIRECTORY}/run.yaml is missing`;
  }
  const listed = names.slice(0, NAMES).join(', ');
  const rest = names.length > NAMES ? ` and ${names.length - NAMES} more` : '';
  const hint = names.some((name) => name === 'results' || name === 'configs')
    ? ', which may be a run of another program,'
    : '';
  return `a directory${hint} with ${listed}${rest}`;
}

/** The nearest directory above that is a run of ours: people point at `results/` or a trial's own directory. */
async function enclosingRun(root: string): Promise<string | null> {
  for (let at = dirname(root), levels = 0; levels < 4 && at !== dirname(at); at = dirname(at), levels += 1) {
    const record = await stat(runLayout(join(at)).record).catch(() => null);
    if (record?.isFile() === true) {
      return at;
    }
  }
  return null;
}
