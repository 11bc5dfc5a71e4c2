import { setTimeout as sleep } from 'node:timers/promises';
import { isDiskFull } from '#core/platform/disk-space.ts';
import type { Terminal } from '../terminal/terminal.ts';

const LOOK_MS = 1000;

/** Says that the disk is full, which the logs on it can not, until `signal` aborts. */
export async function watchDisk(root: string, terminal: Terminal, signal: AbortSignal): Promise<void> {
  let wasFull = false;
  while (!signal.aborted) {
    const isFull = await isDiskFull(root);
    if (isFull && !wasFull) {
      terminal.say(`The disk is full: ${root}. Workers keep their results and wait until there is room`);
    }
    wasFull = isFull;
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}
