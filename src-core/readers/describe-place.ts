import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf } from '#core/platform/files.ts';
import { ENGINE_DIRECTORY, runLayout } from '#core/state/layout.ts';

/** What stands in the place of a run directory, as the message of `root-not-a-run`. */
export type PlaceDescription = { readonly message: string; readonly details: Record<string, unknown> };

/** How many names the message lists. */
const NAMES = 5;

/** Says what was expected at `root`, what is there, and what to do about it. */
export async function describePlace(root: string): Promise<PlaceDescription> {
  const rule = 'Expected a run directory';
  const around = await enclosingRun(root);
  const advice =
    around === null
      ? 'Give the root_directory of a run that was started'
      : `It lies inside of the run ${around}: open that`;
  const describe = (found: string, details: Record<string, unknown> = {}): PlaceDescription => ({
    message: `${rule}, found ${found} at ${root}. ${advice}.`,
    details: { root, enclosing_run: around, ...details },
  });
  try {
    if (!(await stat(root)).isDirectory()) {
      return describe('a file');
    }
    const names = (await readdir(root)).sort();
    return describe(describeNames(names), { entries: names.slice(0, 100) });
  } catch (error) {
    return describe(errnoOf(error) === 'ENOENT' ? 'nothing' : `something unreadable (${errnoOf(error)})`);
  }
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
