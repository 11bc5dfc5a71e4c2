import { setTimeout as sleep } from 'node:timers/promises';
import type { Launched } from '#core/engine/launch-run.ts';
import { readWorkerLog } from '#core/engine/worker-log.ts';
import type { Terminal } from './terminal.ts';

const LOOK_MS = 250;

/** Says on stderr what the workers of this call write into their logs, until `signal` aborts; then the rest. */
export async function tailLogs(
  { root, workers }: Launched,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const offsets = new Map(workers.map(({ id }) => [id, 0]));
  for (let isLast = false; !isLast; ) {
    isLast = signal.aborted;
    for (const [id, offset] of offsets) {
      const { text, next } = await readWorkerLog(root, id, offset);
      offsets.set(id, next);
      for (const line of text.split('\n').filter((each) => each !== '')) {
        terminal.say(`${id}  ${line}`);
      }
    }
    if (!isLast) {
      await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
