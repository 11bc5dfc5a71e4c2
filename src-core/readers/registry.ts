import { join } from 'node:path';
import { IncumbentError } from '#core/contract/errors.ts';
import { describePlace } from './describe-place.ts';
import { incumbentReader } from './incumbent/incumbent-reader.ts';
import { nepsReader } from './neps/neps-reader.ts';
import { optunaJournalReader, optunaSqliteReader } from './optuna/optuna-readers.ts';
import type { OpenedRun, ReaderContext, RunReader } from './reader.ts';

/** Every layout that can be read. The first whose marks a directory carries reads it. */
const READERS: readonly RunReader[] = [incumbentReader, nepsReader, optunaJournalReader, optunaSqliteReader];

/** The reader of this directory's layout; null where it is no run that we know. */
export async function findReader(root: string): Promise<RunReader | null> {
  for (const reader of READERS) {
    if (await reader.canRead(root)) {
      return reader;
    }
  }
  return null;
}

/** As {@link findReader}. @throws IncumbentError `root-not-a-run`, with what is there instead and what to do. */
export async function requireReader(root: string): Promise<RunReader> {
  const reader = await findReader(root);
  if (reader === null) {
    const { message, details } = await describePlace(root);
    throw new IncumbentError('root-not-a-run', message, details);
  }
  return reader;
}

/** The roots of the runs that a person means with this place. @throws IncumbentError `root-not-a-run` */
export async function runsAt(root: string, context: ReaderContext): Promise<readonly string[]> {
  const reader = await requireReader(root);
  return (await reader.runsIn?.(root, context)) ?? [root];
}

/** Where the app keeps what it read of runs of other programs; it may be deleted at any time. */
export function foreignCache(dataDirectory: string): string {
  return join(dataDirectory, 'cache');
}

/** Reads the run in `root`, whatever its layout. @throws IncumbentError `root-not-a-run` */
export async function openRun(root: string, context: ReaderContext): Promise<OpenedRun> {
  const reader = await requireReader(root);
  return await reader.open(root, context);
}
