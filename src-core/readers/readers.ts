import { basename } from 'node:path';
import { IncumbentError } from '#core/contract/errors.ts';
import { describePlace } from './describe-place.ts';
import type { FileScan, OpenedRun, ReaderContext, RunReader } from './reader.ts';

/** Finds and opens runs of several formats. */
export type Readers = {
  /** The reader of the format that a place carries; null if it is no run that we know. */
  find(place: string): Promise<RunReader | null>;
  /** As `find`. @throws IncumbentError `root-not-a-run`, with what is there instead and what to do */
  require(place: string): Promise<RunReader>;
  /** The roots of the runs that a person means with this place. @throws IncumbentError `root-not-a-run` */
  runsAt(place: string, context: ReaderContext): Promise<readonly string[]>;
  /** Reads the run in `root`, whatever its format. @throws IncumbentError `root-not-a-run` */
  open(root: string, context: ReaderContext): Promise<OpenedRun>;
  /** Whether a file of this name may hold runs. */
  mayHold(fileName: string): boolean;
  scanFiles(context: ReaderContext): FileScan;
};

/** Puts readers together. The first that owns a place reads it. */
export function readersOf(list: readonly RunReader[]): Readers {
  const find: Readers['find'] = async (place) => {
    for (const reader of list) {
      if (await reader.owns(place)) {
        return reader;
      }
    }
    return null;
  };
  const mayHold: Readers['mayHold'] = (name) => list.some((reader) => reader.mayHold?.(name) === true);
  const requireReader: Readers['require'] = async (place) => {
    const reader = await find(place);
    if (reader === null) {
      const { message, details } = await describePlace(place, { find, mayHold });
      throw new IncumbentError('root-not-a-run', message, details);
    }
    return reader;
  };
  return {
    find,
    require: requireReader,
    mayHold,
    runsAt: async (place, context) => await rootsOf(await requireReader(place), place, context),
    open: async (root, context) => await (await requireReader(root)).open(root, context),
    scanFiles: (context) => scanWith(list, context),
  };
}

async function rootsOf(reader: RunReader, place: string, context: ReaderContext): Promise<readonly string[]> {
  return (await reader.runsIn?.(place, context)) ?? [place];
}

function scanWith(list: readonly RunReader[], context: ReaderContext): FileScan {
  const scans = list.map((reader) => ({
    reader,
    rootsIn:
      reader.scanFiles?.(context).rootsIn ??
      (async (file: string) => ((await reader.owns(file)) ? await rootsOf(reader, file, context) : [])),
  }));
  return {
    rootsIn: async (file) => {
      for (const { reader, rootsIn } of scans) {
        const roots = reader.mayHold?.(basename(file)) === true ? await rootsIn(file) : [];
        if (roots.length > 0) {
          return roots;
        }
      }
      return [];
    },
  };
}
