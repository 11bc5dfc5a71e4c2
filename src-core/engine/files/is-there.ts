import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseStudyAddress } from '#core/readers/optuna/study-address.ts';

/** Whether something stands at a place that a person named: a directory, or the file of a study's address. */
export function isThere(place: string): boolean {
  return existsSync(parseStudyAddress(resolve(place)).file);
}
