import { parseArgs } from 'node:util';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { Interpreter } from '#core/pipeline/interpreters/interpreter.ts';
import { LOG_LEVELS, type LogLevel } from '#core/platform/log.ts';
import type { WorkerRegistration } from '#core/state/workers/workers.ts';

/**
 * What a worker process is told when it is started. Everything else it reads from the root. All paths absolute.
 */
export type WorkerCommand = {
  readonly root: string;
  /** Chosen by whoever starts the worker, which also opens `.incumbent/workers/ID.log` for it. */
  readonly worker: string;
  /** The stop generation when the start was asked for: a stop that comes later binds this worker, an earlier one not. */
  readonly generation: number;
  readonly logLevel: LogLevel;
  /** Of the program that starts it, for the registration. */
  readonly version: string;
  /** The interpreter that the start found; null where none is needed or the worker looks for itself. */
  readonly interpreter: Interpreter | null;
  /** `max_evaluations_per_run` for this worker alone. */
  readonly maxEvaluations: number | null;
  /** Another `evaluate_pipeline` than the run's, for a machine with other paths. */
  readonly pipeline: string | null;
  /** Another working directory than the run's. */
  readonly workingDirectory: string | null;
  /** The variables of its environment that were dealt out, for the registration: others get other values. */
  readonly dealt?: Readonly<Record<string, string>>;
  /** The task of a cluster's job that it is; absent for a process of somebody's machine. */
  readonly task?: WorkerRegistration['task'] | undefined;
};

/** The arguments of the worker's entry, as {@link parseWorkerCommand} reads them. The starter waits for its handshake. */
export function workerArguments(command: WorkerCommand): string[] {
  const optional: readonly (readonly [string, string | number | null])[] = [
    ['--interpreter', command.interpreter === null ? null : JSON.stringify(command.interpreter)],
    ['--max-evaluations', command.maxEvaluations],
    ['--pipeline', command.pipeline],
    ['--cwd', command.workingDirectory],
    ['--dealt', command.dealt === undefined ? null : JSON.stringify(command.dealt)],
  ];
  return [
    command.root,
    '--worker',
    command.worker,
    '--generation',
    String(command.generation),
    '--log-level',
    command.logLevel,
    '--program-version',
    command.version,
    '--handshake',
    ...optional.flatMap(([name, value]) => (value === null ? [] : [name, String(value)])),
  ];
}

const OPTIONS = {
  worker: { type: 'string' },
  generation: { type: 'string' },
  'log-level': { type: 'string' },
  'program-version': { type: 'string' },
  handshake: { type: 'boolean' },
  interpreter: { type: 'string' },
  'max-evaluations': { type: 'string' },
  pipeline: { type: 'string' },
  cwd: { type: 'string' },
  dealt: { type: 'string' },
} as const;

/** @throws IncumbentError `usage` where the arguments are not what {@link workerArguments} writes. */
export function parseWorkerCommand(args: readonly string[]): WorkerCommand & { readonly handshake: boolean } {
  const { values, positionals } = readArguments(args);
  const [root] = positionals;
  const level = LOG_LEVELS.find((known) => known === (values['log-level'] ?? 'info'));
  if (root === undefined || values.worker === undefined || level === undefined) {
    throw new IncumbentError(
      'usage',
      `A worker process needs ROOT, --worker ID and a known --log-level, got: ${args.join(' ')}`,
    );
  }
  const maxEvaluations = values['max-evaluations'];
  return {
    root,
    worker: values.worker,
    generation: Number(values.generation ?? 0),
    logLevel: level,
    version: values['program-version'] ?? '',
    interpreter: values.interpreter === undefined ? null : JSON.parse(values.interpreter),
    maxEvaluations: maxEvaluations === undefined ? null : Number(maxEvaluations),
    pipeline: values.pipeline ?? null,
    workingDirectory: values.cwd ?? null,
    ...(values.dealt === undefined ? {} : { dealt: JSON.parse(values.dealt) }),
    handshake: values.handshake === true,
  };
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  } catch (thrown) {
    throw new IncumbentError(
      'usage',
      `A worker process is started by incumbent itself: ${messageOf(thrown)}`,
    );
  }
}
