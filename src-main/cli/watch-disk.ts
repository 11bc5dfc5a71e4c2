import { setTimeout as sleep } from 'node:timers/promises';
import { freeBytes } from '#core/engine/run-files.ts';
import type { Terminal } from './terminal.ts';

const LOOK_MS = 1000;

/** Less than this is as good as nothing: a step of a worker writes several small files. */
const FULL_BYTES = 16_384;

/** Says that the disk is full, which the logs on it can not, until `signal` aborts. */
export async function watchDisk(root: string, terminal: Terminal, signal: AbortSignal): Promise<void> {
  let wasFull = false;
  while (!signal.aborted) {
    const free = await freeBytes(root);
    const isFull = free !== null && free < FULL_BYTES;
    if (isFull && !wasFull) {
      terminal.say(
        `The disk is full: ${root}. Workers hold their results for a minute and try again; make room, or they leave`,
      );
    }
    wasFull = isFull;
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}
