import type { TextPiece } from '#core/contract/api.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { RunConfiguration } from '#core/contract/run-view.ts';
import type { RunStatus } from '#core/contract/status.ts';
import type { Trial } from '#core/contract/trial.ts';
import { diskUse } from './disk-use.ts';
import type { OpenedRun, ReaderContext } from './reader.ts';
import { openRun } from './registry.ts';
import { realRoot, runKey } from './run-key.ts';
import { readTextPiece } from './text-piece.ts';

/** The status of the run in `root` as one look shows it. @throws IncumbentError `root-not-a-run` */
export async function readStatus(root: string, context: ReaderContext): Promise<RunStatus> {
  return await look(root, context, (run) => run.status());
}

/** Every trial of the run in `root`, oldest first. @throws IncumbentError `root-not-a-run` */
export async function readTrials(root: string, context: ReaderContext): Promise<readonly Trial[]> {
  return await look(root, context, (run) => run.trials());
}

/** The Configuration tab of the run in `root`. @throws IncumbentError `root-not-a-run` */
export async function readConfiguration(root: string, context: ReaderContext): Promise<RunConfiguration> {
  return await look(root, context, configurationOf);
}

/** The Configuration tab of a run that is open already; counts the files below its root anew. */
export async function configurationOf(run: OpenedRun): Promise<RunConfiguration> {
  const [key, { bytes, files }] = await Promise.all([runKey(run.root), diskUse(run.root)]);
  const { launches, format, run_id } = run.origin();
  return {
    facts: { key, ...run.facts() },
    launches: [...launches],
    format,
    run_id,
    size_bytes: bytes,
    files,
  };
}

/** What a piece of a log is asked of: a trial of the run, or a worker. */
export type LogRequest = { readonly id: string; readonly offset: number };

/** What a trial printed, from byte `offset` on. @throws IncumbentError `trial-not-found` */
export async function readTrialLog(run: OpenedRun, { id, offset }: LogRequest): Promise<TextPiece> {
  if (run.trial(id) === null) {
    throw new IncumbentError('trial-not-found', `The run in ${run.root} has no trial ${id}`, {
      root: run.root,
      trial: id,
    });
  }
  return await readLog(run, run.trialLogFile(id), offset);
}

/** What a worker logged, from byte `offset` on. @throws IncumbentError `not-found` */
export async function readWorkerLog(run: OpenedRun, { id, offset }: LogRequest): Promise<TextPiece> {
  const file = run.workerLogFile(id);
  if (file === null) {
    throw new IncumbentError('not-found', `The run in ${run.root} keeps no log of a worker ${id}`, {
      root: run.root,
      worker: id,
    });
  }
  return await readLog(run, file, offset);
}

async function readLog(run: OpenedRun, file: string | null, offset: number): Promise<TextPiece> {
  return file === null
    ? { text: '', offset: 0, size: 0 }
    : await readTextPiece({ file, root: run.root, offset });
}

async function look<T>(
  path: string,
  context: ReaderContext,
  read: (run: OpenedRun) => T | Promise<T>,
): Promise<T> {
  const run = await openRun(await realRoot(path), context);
  try {
    return await read(run);
  } finally {
    run.close();
  }
}
