import { messageOf } from '#core/contract/errors.ts';
import type { ScriptPreview } from '#core/contract/run/cluster.ts';
import { readRun } from '#core/launch/read/read-run.ts';
import { type ReadyRun, readyRun } from '#core/launch/read/ready-run.ts';
import { differencesTo } from '#core/launch/root/existing-run.ts';
import { differs, refusalOfPlace, refusalToContinue } from '#core/launch/root/root-refusals.ts';
import { batchScript } from '#core/launch/slurm/batch-script.ts';
import { readSbatchOptions } from '#core/launch/slurm/sbatch-options.ts';
import { realRoot } from '#core/readers/run-key.ts';
import { inspectRoot } from '#core/state/root/inspect-root.ts';
import { readRunRecord } from '#core/state/root/run-record.ts';
import { FIRST_SUBMISSION, nextSubmission } from '#core/state/root/submissions.ts';
import type { RunRequest } from '../runs/launch-run.ts';
import { taskProgram } from './bring-workers.ts';
import { homeOf, type LaunchHost, type LaunchWish } from './launch-host.ts';

/** The script that a submission would write, and where. */
export type SubmissionPreview = {
  readonly root: string;
  readonly submission: string;
  readonly script: string;
};

export type PreviewRequest = LaunchWish & Pick<RunRequest, 'text' | 'file' | 'workingDirectory' | 'wish'>;

/**
 * What submitting the run of a YAML would give to Slurm; nothing is written, and no Slurm is needed. A run that would be
 * moved away first is not looked at.
 *
 * @throws IncumbentError for what would refuse to start the run, or to go on with the one that is there
 */
export async function previewSubmission(
  host: LaunchHost,
  request: PreviewRequest,
): Promise<SubmissionPreview> {
  const env = { ...host.env, ...request.env };
  const run = readyRun(await readRun({ ...request, home: homeOf(host), env }));
  const root = await realRoot(run.settings.root_directory);
  const isNew = request.wish.kind === 'overwrite' || run.settings.overwrite_working_directory;
  if (!isNew) {
    await refuseToContinue(root, run, homeOf(host));
  }
  const { workers, slurm } = request;
  return await previewScript(host, { root, isNew, workers, options: slurm?.options ?? [] });
}

async function refuseToContinue(root: string, run: ReadyRun, home: string): Promise<void> {
  const found = await inspectRoot(root);
  const isFree = found.kind === 'missing' || found.kind === 'empty';
  const place = await refusalOfPlace(root, found, home);
  const refusal = place ?? (isFree ? null : refusalToContinue(root, found));
  if (refusal !== null) {
    throw refusal;
  }
  if (isFree) {
    return;
  }
  const differences = differencesTo(await readRunRecord(root), run);
  if (differences.length > 0) {
    throw differs(root, differences);
  }
}

export type ScriptWish = {
  readonly root: string;
  /** Whether the run would be a new one, whatever stands there now. */
  readonly isNew?: boolean;
  readonly workers: number;
  /** Of sbatch, one each. */
  readonly options: readonly string[];
};

/**
 * The script for a root that is known.
 *
 * @throws IncumbentError `usage` for options that can not be given
 */
async function previewScript(
  host: LaunchHost,
  { isNew = false, ...wish }: ScriptWish,
): Promise<SubmissionPreview> {
  const root = await realRoot(wish.root);
  const submission = isNew ? FIRST_SUBMISSION : await nextSubmission(root);
  const script = batchScript({
    root,
    submission,
    tasks: wish.workers,
    wish: readSbatchOptions(wish.options),
    program: taskProgram(host),
  });
  return { root, submission, script };
}

/** As {@link previewScript}, for a screen: what can't be written says so in its place. */
export async function scriptPreview(host: LaunchHost, wish: ScriptWish): Promise<ScriptPreview> {
  try {
    return { script: (await previewScript(host, wish)).script, problem: null };
  } catch (thrown) {
    return { script: null, problem: messageOf(thrown) };
  }
}
