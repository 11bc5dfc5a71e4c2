import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { PipelineHost } from '#core/pipeline/pipeline.ts';
import type { Logger } from '#core/platform/log.ts';
import type { WorkerSession } from '#core/state/session/worker-session.ts';
import type { LoopPorts } from '../loop/loop-ports.ts';
import { isHurried } from '../stops/stop-orders.ts';
import type { StopWatch } from '../stops/stop-watch.ts';
import type { WorkerExit } from '../worker-exit.ts';

/** A process that is killed so often while it begins will be killed again. */
const MOST_STARTS = 3;

export type PipelineStart = {
  readonly session: WorkerSession;
  readonly host: PipelineHost;
  readonly stops: StopWatch;
  readonly log: Logger;
  readonly halt: LoopPorts['halt'];
};

/** Imports the person's function; null where it is ready. What stands in its way halts the run as an error does. */
export async function startPipeline({
  session,
  host,
  stops,
  log,
  halt,
}: PipelineStart): Promise<WorkerExit | null> {
  const forget = stops.onOrder(({ kind }) => kind !== 'finish' && host.interrupt());
  try {
    await startAgainIfKilled(host, log);
    return null;
  } catch (thrown) {
    if (stops.order !== null && isHurried(stops.order)) {
      return stops.order;
    }
    const message = messageOf(thrown);
    log.error(withTraceback(message, thrown));
    if (isMissingHere(thrown)) {
      return { reason: 'system', because: message };
    }
    if (!session.record.settings.ignore_errors) {
      await halt(null, message);
    }
    return { reason: 'error', because: message };
  } finally {
    forget();
  }
}

/** Somebody else may kill a process that has only begun, as the system does when memory runs short for a moment. */
async function startAgainIfKilled(host: PipelineHost, log: Logger): Promise<void> {
  for (let start = 1; ; start += 1) {
    try {
      await host.start();
      return;
    } catch (thrown) {
      if (start === MOST_STARTS || !wasKilled(thrown)) {
        throw thrown;
      }
      log.warn(`${messageOf(thrown)}. It is started again`);
    }
  }
}

function wasKilled(thrown: unknown): boolean {
  return thrown instanceof IncumbentError && thrown.details.signal === 'SIGKILL';
}

/** The person's own traceback, for the log: line by line, as they know it. */
function withTraceback(message: string, thrown: unknown): string {
  const { traceback, output } = thrown instanceof IncumbentError ? thrown.details : {};
  return [message, traceback, output].filter((part) => typeof part === 'string' && part !== '').join('\n');
}

/** What this machine lacks says nothing of the others: their workers go on. */
function isMissingHere(thrown: unknown): boolean {
  return (
    thrown instanceof IncumbentError &&
    ['pipeline-file-missing', 'pipeline-function-missing', 'process-failed'].includes(thrown.code)
  );
}
