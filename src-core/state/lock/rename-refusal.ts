import { errnoOf } from '#core/platform/files.ts';

/** What a rename onto a directory with files says, by system. */
const OCCUPIED = ['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'];

/** Whether a rename may have failed because files are in its target; the caller looks whether they are. */
export function mayBeOccupied(thrown: unknown): boolean {
  return OCCUPIED.includes(errnoOf(thrown) ?? '');
}
