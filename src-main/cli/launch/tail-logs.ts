import { setTimeout as sleep } from 'node:timers/promises';
import type { Launched } from '#core/engine/runs/launch-run.ts';
import { readWorkerLog } from '#core/engine/workers/run-files.ts';
import { LOG_LEVELS, type LogLevel } from '#core/platform/log.ts';
import type { Terminal } from '../terminal/terminal.ts';

const LOOK_MS = 250;

export type Tail = {
  readonly launched: Launched;
  readonly terminal: Terminal;
  /** What is louder is said, what is quieter stays in the logs. */
  readonly logLevel: LogLevel;
  readonly signal: AbortSignal;
};

/** Says on stderr what the workers of this call write into their logs, until `signal` aborts; then the rest. */
export async function tailLogs({ launched, terminal, logLevel, signal }: Tail): Promise<void> {
  const logs = launched.workers.map(({ id }) => ({ id, offset: 0, isLoud: createLevelFilter(logLevel) }));
  for (let isLast = false; !isLast; ) {
    isLast = signal.aborted;
    for (const log of logs) {
      const { text, next } = await readWorkerLog(launched.root, log.id, log.offset);
      log.offset = next;
      for (const line of text.split('\n').filter((each) => each !== '' && log.isLoud(each))) {
        terminal.say(`${log.id}  ${line}`);
      }
    }
    if (!isLast) {
      await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Whether a line of a log is to be said; the further lines of a record go with its first. */
export function createLevelFilter(logLevel: LogLevel): (line: string) => boolean {
  const loud: readonly string[] = LOG_LEVELS.slice(0, LOG_LEVELS.indexOf(logLevel) + 1);
  let isLoud = true;
  return (line) => {
    if (!line.startsWith(' ')) {
      const word = line.split(/\s+/, 2)[1] ?? '';
      isLoud = loud.includes(word);
    }
    return isLoud;
  };
}
