import { readSmallFile, statOrNull } from '../foreign/small-file.ts';

/** Linux lists every lock here, by the device and number of its file. */
const LOCKS = '/proc/locks';

/**
 * Tells of files whether a process of this machine holds a lock on them, without touching them: trying a lock would
 * take it from the worker that wants it. Where the system keeps no such list, nothing is held.
 */
export function heldLocks(): (file: string) => boolean {
  let held: ReadonlySet<string> | null = null;
  return (file) => {
    held ??= new Set(
      [...(readSmallFile(LOCKS) ?? '').matchAll(/ ([0-9a-f]+):([0-9a-f]+):(\d+) /g)].map(
        ([, major = '', minor = '', inode]) =>
          `${Number.parseInt(major, 16)}:${Number.parseInt(minor, 16)}:${inode}`,
      ),
    );
    const found = held.size === 0 ? null : statOrNull(file);
    return found !== null && held.has(`${majorOf(found.dev)}:${minorOf(found.dev)}:${found.ino}`);
  };
}

/** The two parts of a device number, as Linux packs them. */
function majorOf(device: number): number {
  return (device >>> 8) & 0xfff;
}

function minorOf(device: number): number {
  return (device & 0xff) | ((device >>> 12) & 0xfff00);
}
