import { setTimeout as sleep } from 'node:timers/promises';
import type { Launched } from '#core/engine/runs/launch-run.ts';
import { watchStatus } from '#core/engine/runs/watch-status.ts';
import { readWorkerLog } from '#core/engine/workers/run-files.ts';
import { isDiskFull } from '#core/platform/disk.ts';
import { LOG_LEVELS, type LogLevel } from '#core/platform/log.ts';
import { EXIT } from '../exit-code.ts';
import { progressLine } from '../show/status-text.ts';
import type { Terminal } from '../terminal/terminal.ts';

const NAMES = ['SIGINT', 'SIGTERM'] as const;

type EarlySignal = (typeof NAMES)[number];

/** Signals that come while workers are being started. */
export type EarlySignals = {
  /** From now on they no longer end this process: the workers that are already there would go on without it. */
  readonly hold: () => void;
  /** Ends the holding, once others listen or nobody needs to; what came meanwhile, in its order. */
  readonly release: () => readonly EarlySignal[];
};

export function earlySignals(): EarlySignals {
  const came: EarlySignal[] = [];
  const listener = (name: EarlySignal) => came.push(name);
  return {
    hold: () => {
      for (const name of NAMES) {
        process.on(name, listener);
      }
    },
    release: () => {
      for (const name of NAMES) {
        process.off(name, listener);
      }
      return came;
    },
  };
}

const LOG_POLL_MS = 250;

type Tail = {
  readonly launched: Launched;
  readonly terminal: Terminal;
  /** What is louder is said, what is quieter stays in the logs. */
  readonly logLevel: LogLevel;
  readonly signal: AbortSignal;
};

/** Says on stderr what the workers of this call write into their logs, until `signal` aborts; then the rest. */
async function tailLogs({ launched, terminal, logLevel, signal }: Tail): Promise<void> {
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
      await sleep(LOG_POLL_MS, undefined, { signal }).catch(() => undefined);
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

const LOOK_MS = 1000;

/** Says that the disk is full, which the logs on it can not, until `signal` aborts. */
async function watchDisk(root: string, terminal: Terminal, signal: AbortSignal): Promise<void> {
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

export type Following = {
  readonly launched: Launched;
  readonly terminal: Terminal;
  readonly logLevel: LogLevel;
  /** Held while the workers were started: what came meanwhile is passed on. */
  readonly signals: EarlySignals;
};

const STAY_MS = 60_000;
/**
 * What asks for an end, with what is passed on where that comes second: of two equal signals that are both on their way
 * to a process the system keeps one, and to a worker each further one means now, whatever its name.
 */
const SECOND = { SIGINT: 'SIGTERM', SIGTERM: 'SIGINT' } as const;

/**
 * Stays until every worker of this call has left. The first Ctrl-C asks these workers, and no others, to finish their
 * evaluations, the second interrupts them. If this process dies, they go on.
 */
export async function followWorkers(following: Following): Promise<number> {
  const { launched, terminal, logLevel, signals } = following;
  const ended = new AbortController();
  // Workers are detached: they alone do not keep this process here.
  const stay = setInterval(() => undefined, STAY_MS);
  const forget = passSignalsOn(launched, terminal, signals);
  const shown = Promise.all([
    tailLogs({ launched, terminal, logLevel, signal: ended.signal }),
    watchDisk(launched.root, terminal, ended.signal),
  ]);
  const progress = showProgress(launched.root, terminal, ended.signal);
  try {
    const codes = await Promise.all(launched.workers.map((worker) => worker.ended));
    return exitCodeOf(codes, launched, terminal);
  } finally {
    clearInterval(stay);
    ended.abort();
    forget();
    await Promise.all([progress, shown]);
  }
}

function passSignalsOn({ workers }: Launched, terminal: Terminal, early: EarlySignals): () => void {
  let first: keyof typeof SECOND | null = null;
  const left = new Set(workers);
  for (const worker of workers) {
    void worker.ended.then(() => left.delete(worker));
  }
  const onSignal = (name: keyof typeof SECOND) => {
    terminal.say(
      first === null
        ? 'Stopping after the evaluations in progress; Ctrl-C again stops now'
        : 'Stopping now; trials in progress go back to the queue',
    );
    const passed = first === null ? name : SECOND[first];
    first ??= name;
    for (const { pid } of left) {
      pass(passed, pid);
    }
  };
  const listeners = { SIGINT: () => onSignal('SIGINT'), SIGTERM: () => onSignal('SIGTERM') };
  process.on('SIGINT', listeners.SIGINT).on('SIGTERM', listeners.SIGTERM);
  // Held until these listen: in between a signal would end this process alone.
  for (const name of early.release()) {
    onSignal(name);
  }
  return () => {
    process.off('SIGINT', listeners.SIGINT).off('SIGTERM', listeners.SIGTERM);
  };
}

function pass(name: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has just left by itself.
  }
}

async function showProgress(root: string, terminal: Terminal, signal: AbortSignal): Promise<void> {
  if (!terminal.isInteractive) {
    return;
  }
  try {
    for await (const status of watchStatus(root, signal)) {
      terminal.live(progressLine(status));
    }
  } catch {
    // The line is a comfort; how the run ends is told from its files.
  }
}

/** The gravest of the workers' ends. One that was killed matters only where nobody else did its work. */
function exitCodeOf(codes: readonly (number | null)[], { workers }: Launched, terminal: Terminal): number {
  codes.forEach((code, index) => {
    if (code === null) {
      terminal.say(
        `Worker ${workers[index]?.id} was killed; its trial is evaluated again by another worker, or after a resume`,
      );
    }
  });
  const orderOfGravity = [EXIT.halted, EXIT.systemRefused, EXIT.rootRefused, EXIT.stopped, EXIT.done];
  return orderOfGravity.find((code) => codes.includes(code)) ?? EXIT.systemRefused;
}
