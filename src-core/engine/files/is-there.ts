import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseRunAddress } from '#core/readers/run-address.ts';

/** Whether something stands at a place that a person named: a directory, or the file of a run's address. */
export function isThere(place: string): boolean {
  return existsSync(parseRunAddress(resolve(place)).path);
}
