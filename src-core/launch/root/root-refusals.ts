import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { differenceText } from '#core/config/compare/differences.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { Difference, ExistingRun } from '#core/contract/run/existing-run.ts';
import type { RootKind } from '#core/state/root/inspect-root.ts';
import { unsafePlace } from './unsafe-root.ts';

/** How many names of a directory a message lists. */
const NAMES = 5;

/**
 * The refusal of a place where no run can begin; null for one that is free or holds a run already.
 *
 * @param home - the person's home directory, which is no place for a run
 */
export async function refusalOfPlace(
  root: string,
  found: RootKind,
  home: string,
): Promise<IncumbentError | null> {
  if (found.kind === 'run') {
    return null;
  }
  const unsafe = await unsafePlace(root, home);
  if (unsafe !== null) {
    const message = `A run needs a directory of its own, found ${unsafe}: ${root}. Choose another root_directory`;
    return new IncumbentError('root-unsafe', message, { root });
  }
  if (found.kind === 'not-a-directory') {
    const file = await fileOnTheWay(root);
    const where = file === root ? root : `${file}, in the way of ${root}`;
    const message = `A run is kept in a directory, found a file at ${where}. Choose another root_directory`;
    return new IncumbentError('root-not-a-run', message, { root });
  }
  if (found.kind === 'other-directory') {
    const { entries } = found;
    const more = entries.length > NAMES ? ` and ${entries.length - NAMES} more` : '';
    return new IncumbentError(
      'root-not-a-run',
      `A run needs a directory of its own, found ${entries.slice(0, NAMES).join(', ')}${more} in ${root}. Choose another root_directory`,
      { root, entries: entries.slice(0, 100) },
    );
  }
  return null;
}

/** The nearest that is there, at a path or above it. */
async function fileOnTheWay(path: string): Promise<string> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  const above = dirname(path);
  return isThere || above === path ? path : await fileOnTheWay(above);
}

/** The refusal to go on with what stands in the root; null for a run of ours. */
export function refusalToContinue(root: string, found: RootKind): IncumbentError | null {
  if (found.kind === 'broken-run') {
    return found.problem;
  }
  if (found.kind === 'run') {
    return null;
  }
  return new IncumbentError(
    'read-only-layout',
    `A run is continued by the program that wrote it, found a run of another program in ${root}. Choose another root_directory`,
    { root },
  );
}

export function differs(root: string, differences: readonly Difference[]): IncumbentError {
  return new IncumbentError(
    'root-differs',
    `A run is continued with the search space, optimizer and seed that it has. ${basename(root)} differs: ${differences.map(differenceText).join('; ')}. Choose another root_directory, or overwrite the run (${root})`,
    { root, differences },
  );
}

/** Names what would be lost. */
export function unconfirmed(existing: ExistingRun): IncumbentError {
  const trials = Object.values(existing.counts).reduce((sum, count) => sum + count, 0);
  const lost = [
    `${trials} trials`,
    existing.best === null ? null : `the best loss ${existing.best.loss}`,
    `${Math.round(existing.evaluation_seconds)} s of evaluations`,
    `${existing.files} files`,
    existing.foreign_count === 0
      ? null
      : `${existing.foreign_count} entries that the run did not write (${existing.foreign_files.slice(0, NAMES).join(', ')})`,
  ].filter((part) => part !== null);
  return new IncumbentError(
    'overwrite-unconfirmed',
    `Overwriting must be confirmed: ${existing.root} holds ${lost.join(', ')}. It would be moved to ${existing.trash}. Confirm with --yes, or leave out overwriting to continue the run`,
    { existing },
  );
}
