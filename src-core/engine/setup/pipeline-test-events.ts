import { setTimeout as sleep } from 'node:timers/promises';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { PipelineTestEvent } from '#core/contract/setup/pipeline.ts';
import { toJsonNumber } from '#core/contract/value.ts';
import type { ReadRun } from '#core/launch/read/read-run.ts';
import type { Logger } from '#core/platform/log.ts';
import { type PipelineTest, testPipeline } from './test-pipeline.ts';

/** How often what happened is handed on. */
const BEAT_MILLISECONDS = 100;

type Happened<Event = PipelineTestEvent> = Event extends unknown ? Omit<Event, 'seq'> : never;
type Ended = Extract<Happened, { kind: 'ended' }>;

/**
 * Evaluates one configuration in a scratch directory and tells of it as it happens. Whoever stops listening ends the
 * evaluation with all of its processes. It never throws: what keeps the evaluation from beginning is how it ends.
 */
export async function* pipelineTestEvents(
  read: ReadRun,
  log: Logger,
  signal: AbortSignal | undefined,
): AsyncGenerator<PipelineTestEvent, void, void> {
  const left = new AbortController();
  const stop = () => left.abort();
  signal?.addEventListener('abort', stop, { once: true });
  const waiting: Happened[] = [];
  const test = testPipeline(read, log, {
    signal: left.signal,
    onConfig: (config) => waiting.push({ kind: 'begun', config }),
    onLog: (text) => waiting.push({ kind: 'output', text }),
  });
  let ended: Ended | null = null;
  const running = test.then(endOf, failureOf).then((end) => {
    ended = end;
  });
  try {
    let seq = 0;
    while (ended === null && !left.signal.aborted) {
      await Promise.race([running, sleep(BEAT_MILLISECONDS)]);
      for (const event of waiting.splice(0)) {
        yield { ...event, seq: ++seq };
      }
    }
    if (ended !== null && !left.signal.aborted) {
      yield { ...(ended as Ended), seq: ++seq };
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    left.abort();
    await running;
  }
}

function endOf({ outcome, seconds }: PipelineTest): Ended {
  switch (outcome.kind) {
    case 'result':
      return { kind: 'ended', seconds, loss: toJsonNumber(outcome.loss), cost: outcome.cost, error: null };
    case 'error':
      return { kind: 'ended', seconds, loss: null, cost: outcome.cost, error: outcome.error };
    case 'interrupted':
      return {
        kind: 'ended',
        seconds,
        loss: null,
        cost: null,
        error: { type: 'Interrupted', message: 'It was ended.', traceback: '' },
      };
  }
}

/** What kept the evaluation from beginning: an import that failed, a program that is not there. */
function failureOf(thrown: unknown): Ended {
  const details = thrown instanceof IncumbentError ? thrown.details : {};
  const { type, traceback } = details;
  return {
    kind: 'ended',
    seconds: null,
    loss: null,
    cost: null,
    error: {
      type: typeof type === 'string' ? type : 'Start',
      message: messageOf(thrown),
      traceback: typeof traceback === 'string' ? traceback : '',
    },
  };
}
