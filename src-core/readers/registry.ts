import { join } from 'node:path';
import { incumbentReader } from './incumbent/incumbent-reader.ts';
import { nepsReader } from './neps/neps-reader.ts';
import { optunaReader } from './optuna/optuna-reader.ts';
import { type Readers, readersOf } from './readers.ts';

/** Every format that can be read. */
export const READERS: Readers = readersOf([incumbentReader, nepsReader, optunaReader]);

/** Where the app keeps what it read of runs of other programs; it may be deleted at any time. */
export function foreignCache(dataDirectory: string): string {
  return join(dataDirectory, 'cache');
}
