import { systemClock } from '#core/platform/clock.ts';
import { createLogger, fileSink, type Logger, type LogLevel, type LogSink } from '#core/platform/log.ts';
import { runWorker } from '#core/runtime/run-worker.ts';
import { exitCodeOf } from '#core/runtime/worker-exit.ts';
import { changeRunRecord } from '#core/state/journal/change-record.ts';
import { runLayout } from '#core/state/layout.ts';
import { currentGeneration } from '#core/state/root/control.ts';
import { newWorkerId } from '#core/state/workers/workers.ts';
import { requireOwnRun } from '../runs/require-own-run.ts';
import { beginTask, type WorkerBeginning } from './begin-task.ts';
import { type LaunchHost, launchEntry } from './launch-host.ts';
import { workerEnvironments } from './worker-environments.ts';

export type WorkerWish = {
  readonly root: string;
  readonly maxEvaluations: number | null;
  /** As `evaluate_pipeline` in a YAML; relative paths start in the current directory. */
  readonly pipeline: string | null;
  readonly workingDirectory: string | null;
  readonly env: Readonly<Record<string, string>>;
  /** The submission that this process is a task of; null for none. */
  readonly submission: string | null;
  /** Where it says what it does, up to this level; the worker's own log holds at least as much. */
  readonly says: LogSink;
  readonly logLevel: LogLevel;
};

/** How a worker in this process ended. */
export type WorkerOutcome = { readonly worker: string; readonly because: string; readonly exitCode: number };

/**
 * This process becomes a worker of a run that exists, until there is a reason to leave.
 *
 * @throws IncumbentError where it can not begin
 */
export async function beWorker(host: LaunchHost, wish: WorkerWish): Promise<WorkerOutcome> {
  const root = await requireOwnRun(wish.root);
  const worker = newWorkerId();
  const { env, ...begun } = await (wish.submission === null
    ? beginHere(host, root, wish.env)
    : beginTask(host, { root, submission: wish.submission, env: wish.env }));
  const { reason, because } = await runWorker({
    command: {
      root,
      worker,
      logLevel: host.logLevel,
      version: host.version,
      pipeline: wish.pipeline,
      workingDirectory: wish.workingDirectory,
      ...begun,
      maxEvaluations: wish.maxEvaluations ?? begun.maxEvaluations,
    },
    env,
    clock: systemClock,
    log: both(
      createLogger(host.logLevel, [fileSink(runLayout(root).workerLog(worker))]),
      createLogger(wish.logLevel, [wish.says]),
    ),
    onRegistered: () => undefined,
  });
  return { worker, because, exitCode: exitCodeOf(reason) };
}

/** A worker that somebody starts by hand is a launch of its own. */
async function beginHere(host: LaunchHost, root: string, env: WorkerWish['env']): Promise<WorkerBeginning> {
  const generation = await currentGeneration(root);
  const launch = { workers: 1, env, set: [] };
  const { settings } = await changeRunRecord(root, (stored) => ({
    ...stored,
    launches: [
      ...stored.launches,
      launchEntry(host, launch, { text: '', file: null, code: null, spaceFile: null }),
    ],
  }));
  const [environment] = await workerEnvironments(host, { root, settings }, launch);
  return {
    generation,
    interpreter: null,
    maxEvaluations: null,
    dealt: environment?.dealt ?? {},
    env: environment?.env ?? host.env,
  };
}

function both(first: Logger, second: Logger): Logger {
  const at =
    (level: keyof Logger) =>
    (message: string, details: object = {}) => {
      first[level](message, { ...details });
      second[level](message, { ...details });
    };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}
