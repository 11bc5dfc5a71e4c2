import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, parse } from 'node:path';
import { type ErrorData, IncumbentError } from '#core/contract/errors.ts';
import type { Interpreter } from '#core/pipeline/interpreters/interpreter.ts';
import { PROCESS_MARK } from '#core/pipeline/processes/process-tree.ts';
import { named } from '#core/platform/files.ts';
import type { LogLevel } from '#core/platform/log.ts';
import { asNode } from '#core/platform/own-program.ts';
import { HANDSHAKE_DESCRIPTOR, type Handshake, parseHandshake } from '#core/runtime/start/handshake.ts';
import { workerArguments } from '#core/runtime/start/worker-command.ts';
import { runLayout } from '#core/state/layout.ts';
import { newWorkerId } from '#core/state/workers/workers.ts';

export type WorkerEnvironment = {
  /** Complete. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As `DealtVariables` has it. */
  readonly dealt: Readonly<Record<string, string>>;
};

export type WorkersRequest = {
  /** Absolute, links resolved. */
  readonly root: string;
  /** The stop generation when the start was asked for. */
  readonly generation: number;
  readonly interpreter: Interpreter | null;
  /** `max_evaluations_per_run` where the call names it: it counts for this call alone. Null leaves the run's. */
  readonly maxEvaluations: number | null;
  /** One a worker. */
  readonly environments: readonly WorkerEnvironment[];
  readonly logLevel: LogLevel;
  readonly version: string;
  /** The bundled `worker-entry`. */
  readonly workerEntry: string;
};

/** One worker that has registered itself. */
export type StartedWorker = {
  readonly id: string;
  readonly pid: number;
  /** Resolves with its exit code when it has ended; null for a signal. Only while the starter itself lives. */
  readonly ended: Promise<number | null>;
};

export type StartedWorkers = {
  readonly started: readonly StartedWorker[];
  /** Why others could not start, one error each. */
  readonly failures: readonly IncumbentError[];
};

/**
 * Starts worker processes that outlive this one, and waits until each has registered itself or said why it can not.
 *
 * @throws IncumbentError of the first failure where not one could start
 */
export async function startWorkers(request: WorkersRequest): Promise<StartedWorkers> {
  const outcomes = await Promise.allSettled(
    request.environments.map((environment) => startWorker(request, environment)),
  );
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failures = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [asError(outcome.reason)] : [],
  );
  const [first] = failures;
  if (started.length === 0 && first !== undefined) {
    throw first;
  }
  return { started, failures };
}

function asError(thrown: unknown): IncumbentError {
  return thrown instanceof IncumbentError
    ? thrown
    : new IncumbentError('process-failed', `A worker could not be started: ${thrown}`, {}, { cause: thrown });
}

async function startWorker(request: WorkersRequest, environment: WorkerEnvironment): Promise<StartedWorker> {
  const id = newWorkerId();
  const child = spawnDetached(request, { id, ...environment });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const handshake = await Promise.race([
    readHandshake(child),
    ended.then((code): Handshake => ({ kind: 'failed', error: endedEarly(request.root, id, code) })),
  ]);
  if (handshake.kind === 'failed') {
    const { code, message, details } = handshake.error;
    throw new IncumbentError(code, message, details);
  }
  // From here on it lives by itself: neither its pipe nor its process keeps this one alive.
  child.stdio[HANDSHAKE_DESCRIPTOR]?.destroy();
  child.unref();
  return { id, pid: child.pid ?? 0, ended };
}

function spawnDetached(
  request: WorkersRequest,
  { id, env, dealt }: WorkerEnvironment & { readonly id: string },
): ChildProcess {
  const { root, generation, interpreter, maxEvaluations, logLevel, version, workerEntry } = request;
  const log = runLayout(root).workerLog(id);
  const descriptor = named(log, 'create', () => {
    mkdirSync(dirname(log), { recursive: true });
    return openSync(log, 'a');
  });
  try {
    const command = {
      root,
      worker: id,
      generation,
      logLevel,
      version,
      interpreter,
      maxEvaluations,
      pipeline: null,
      workingDirectory: null,
      dealt,
    };
    return spawn(process.execPath, [workerEntry, ...workerArguments(command)], {
      detached: true,
      windowsHide: true,
      // Keeps no directory busy: the root may be moved, its disk unmounted.
      cwd: parse(root).root,
      env: {
        ...env,
        // A run that a pipeline starts is not part of that pipeline: its workers belong to their root.
        [PROCESS_MARK]: undefined,
        ...asNode(),
      },
      stdio: ['ignore', descriptor, descriptor, 'pipe'],
    });
  } finally {
    closeSync(descriptor);
  }
}

function readHandshake(child: ChildProcess): Promise<Handshake> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    let text = '';
    const pipe = child.stdio[HANDSHAKE_DESCRIPTOR];
    pipe?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const handshake = parseHandshake(text);
      if (handshake !== null) {
        resolve(handshake);
      }
    });
    pipe?.on('error', () => undefined);
  });
}

function endedEarly(root: string, id: string, code: number | null): ErrorData {
  const log = runLayout(root).workerLog(id);
  return {
    code: 'process-failed',
    message: `A worker ended before it had begun (${code === null ? 'killed' : `exit code ${code}`}); its log tells more: ${log}`,
    details: { worker: id, log, exit_code: code },
  };
}
