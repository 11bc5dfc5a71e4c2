import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes as the files' sizes tell, and how many files there are; directories count for nothing. */
export type DiskUse = { readonly bytes: number; readonly files: number };

/** How many files are asked about at once. */
const BATCH = 64;

/**
 * Sums up a file, or a directory at any depth; links are counted as links and not followed. What vanishes or can't be
 * read meanwhile is left out.
 */
export async function diskUse(path: string): Promise<DiskUse> {
  const found = await lstat(path).catch(() => null);
  if (found?.isFile() === true) {
    return { bytes: found.size, files: 1 };
  }
  let bytes = 0;
  let files = 0;
  const waiting = [path];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const listing = await list(next);
    waiting.push(...listing.directories);
    for (let at = 0; at < listing.files.length; at += BATCH) {
      const sizes = await Promise.all(listing.files.slice(at, at + BATCH).map(sizeOf));
      for (const size of sizes) {
        bytes += size ?? 0;
        files += size === null ? 0 : 1;
      }
    }
  }
  return { bytes, files };
}

async function list(directory: string): Promise<{ directories: string[]; files: string[] }> {
  const found: { directories: string[]; files: string[] } = { directories: [], files: [] };
  try {
    for await (const entry of await opendir(directory)) {
      (entry.isDirectory() ? found.directories : found.files).push(join(directory, entry.name));
    }
  } catch {
    return found;
  }
  return found;
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await lstat(file)).size;
  } catch {
    return null;
  }
}
