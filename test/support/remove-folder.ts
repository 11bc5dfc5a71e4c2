import { rmSync } from 'node:fs';

const TRIES = 400;
const PAUSE_MILLISECONDS = 50;

/**
 * Removes a file or folder of a test with all it holds; one that is not there is gone already. A process that was just
 * killed, a browser's above all, may put files into it while it is emptied, so that is done again; `rmSync`'s own
 * `maxRetries` would only ask again for the folder that is still not empty. Throws what it met at last.
 */
export function removeFolder(path: string): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let tries = TRIES; ; tries -= 1) {
    try {
      rmSync(path, { recursive: true, force: true });
      return;
    } catch (error) {
      if (tries === 0) {
        throw error;
      }
      Atomics.wait(pause, 0, 0, PAUSE_MILLISECONDS);
    }
  }
}
