import { setImmediate as nextTurn } from 'node:timers/promises';
import { type TransferListItem, Worker } from 'node:worker_threads';
import { type TrialTable, tableOf } from '#core/analysis/trials/trial-table.ts';
import type { AnalysisQuestion } from '#core/contract/analysis/analysis.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { FromThread, ThreadResult, ToThread } from './thread-messages.ts';

/** Trials that are made into columns at once: a few milliseconds on the engine's own thread. */
const PIECE = 250;

export type ThreadTask = {
  /** The bundled entry of the thread. */
  readonly entry: string;
  readonly space: SearchSpace;
  readonly trials: readonly Trial[];
  /** How many losses they have at most. */
  readonly objectives: number;
  readonly question: AnalysisQuestion;
  readonly onProgress: (share: number) => void;
  /** Ends the thread wherever it is. */
  readonly signal: AbortSignal;
};

function buffersOf({ columns, losses, fidelity, outcomes, ends }: TrialTable): TransferListItem[] {
  return [...columns, ...losses, fidelity, outcomes, ends].map(({ buffer }) => buffer as ArrayBuffer);
}

async function sendTrials(thread: Worker, { space, trials, objectives, signal }: ThreadTask): Promise<void> {
  for (let from = 0; from === 0 || from < trials.length; from += PIECE) {
    // Beginning a thread takes its time as well.
    await nextTurn();
    if (signal.aborted) {
      return;
    }
    const table = tableOf(space, trials.slice(from, from + PIECE), objectives);
    const message: ToThread = { kind: 'trials', table };
    thread.postMessage(message, buffersOf(table));
  }
}

function resultOf(thread: Worker, onProgress: (share: number) => void): Promise<ThreadResult> {
  return new Promise((resolve, reject) => {
    const failed = (message: string) => reject(new IncumbentError('internal', message));
    thread.on('message', (message: FromThread) => {
      if (message.kind === 'progress') {
        onProgress(message.share);
      } else {
        resolve(message);
      }
    });
    thread.on('error', (thrown) => failed(`The analysis failed: ${thrown.message}`));
    thread.on('exit', (code) => failed(`The analysis ended without a result, with exit code ${code}`));
  });
}

/**
 * One analysis in a thread of its own, which ends with it.
 *
 * @returns null where the signal ended it
 * @throws IncumbentError `internal` where the thread failed
 */
export async function analyseInThread(task: ThreadTask): Promise<ThreadResult | null> {
  const { entry, question, onProgress, signal } = task;
  if (signal.aborted) {
    return null;
  }
  const thread = new Worker(entry, { env: {}, stdin: false });
  const end = () => void thread.terminate();
  signal.addEventListener('abort', end, { once: true });
  try {
    const result = resultOf(thread, onProgress);
    // Who asks waits for it below; until then nobody does.
    result.catch(() => undefined);
    await sendTrials(thread, task);
    const message: ToThread = { kind: 'ask', question };
    thread.postMessage(message);
    return await result;
  } catch (thrown) {
    if (signal.aborted) {
      return null;
    }
    throw thrown;
  } finally {
    signal.removeEventListener('abort', end);
    await thread.terminate();
  }
}
