import type { WaitForWorkers } from '#core/engine/workers/wait-for-workers.ts';
import type { Terminal } from './terminal/terminal.ts';

/** `--wait` with its progress. Ctrl-C ends the waiting, and what is known by then counts. */
export function untilInterrupted(terminal: Terminal): WaitForWorkers {
  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort());
  let isTold = false;
  return {
    signal: ended.signal,
    onWaiting: (unknown, seconds) => {
      if (!isTold) {
        terminal.say(`Looks whether ${unknown.join(', ')} live, for as long as the lease; Ctrl-C ends that`);
        isTold = true;
      }
      terminal.live(`${unknown.length} unknown after ${Math.floor(seconds)} s`);
    },
  };
}
