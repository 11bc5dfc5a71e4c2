import { statfs } from 'node:fs/promises';

/** Less than this is as good as nothing: a step of a worker writes several small files. */
const FULL_BYTES = 16_384;

/** Whether the disk that holds `path` is full; false where the system does not tell. */
export async function isDiskFull(path: string): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize < FULL_BYTES;
  } catch {
    return false;
  }
}
