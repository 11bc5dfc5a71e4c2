import { basename } from 'node:path';
import { IncumbentError } from '#core/contract/errors.ts';
import type { ExistingRun } from '#core/contract/run/existing-run.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import { withOwnOptimizer } from '#core/launch/read/own-optimizer.ts';
import { pipelineCode } from '#core/launch/read/pipeline-code.ts';
import { readRun } from '#core/launch/read/read-run.ts';
import { type ReadyRun, readyRun } from '#core/launch/read/ready-run.ts';
import { resolvePath } from '#core/launch/read/resolve-paths.ts';
import { prepareRoot, withTrash } from '#core/launch/root/prepare-root.ts';
import type { PreparedRoot, RootWish } from '#core/launch/root/root-request.ts';
import type { StartedWorker } from '#core/launch/workers/start-workers.ts';
import type { Interpreter } from '#core/pipeline/interpreters/interpreter.ts';
import { realRoot } from '#core/readers/run-key.ts';
import { inspectRoot } from '#core/state/root/inspect-root.ts';
import type { RunRecord } from '#core/state/root/run-record.ts';
import type { Submission } from '#core/state/root/submissions.ts';
import { bringWorkers, checkSlurm } from '../workers/bring-workers.ts';
import { homeOf, type LaunchHost, type LaunchWish, launchEntry } from '../workers/launch-host.ts';
import { type WaitForWorkers, waitForWorkers } from '../workers/wait-for-workers.ts';
import { workerEnvironments } from '../workers/worker-environments.ts';
import { branchOf, settleBranch } from './branch-of.ts';

export type RunRequest = LaunchWish & {
  readonly text: string;
  /** Absolute; null for a pasted text. */
  readonly file: string | null;
  /** Where relative paths of a text without a file start. */
  readonly workingDirectory: string;
  /** Texts on a screen that stand for what files say, by absolute path. */
  readonly unsaved?: Readonly<Record<string, string>> | undefined;
  /** Another root than the YAML's; null for that. */
  readonly root: string | null;
  readonly wish: OverwriteWish;
  /** The root of a run whose trials a new run begins with, as far as they fit; null for an empty one. */
  readonly branchFrom?: string | null | undefined;
  /** When the call began: a root that was created later belongs to a start of the same moment. */
  readonly begunAt: Date;
  /** The name of the directory to overwrite, typed by a person; null where that is confirmed otherwise. */
  readonly confirmedName: string | null;
  /** Before overwriting: find out whether workers elsewhere live, which a first look can't know. */
  readonly wait?: WaitForWorkers | null;
};

/** As {@link RootWish}; `yaml` overwrites where the YAML says so, with the command line's `--yes` as confirmation. */
type OverwriteWish = RootWish | { readonly kind: 'yaml'; readonly confirmed: boolean };

export type Launched = {
  readonly kind: 'started';
  readonly root: string;
  readonly how: 'created' | 'joined' | 'continued' | 'resumed';
  readonly record: RunRecord;
  readonly workers: readonly StartedWorker[];
  /** The job whose tasks are the workers; null where they are processes of this machine. */
  readonly submission: Submission | null;
  readonly failures: readonly IncumbentError[];
  readonly interpreter: Interpreter | null;
  /** Where the run that was overwritten lies now; null where none was. */
  readonly trash: string | null;
  /** Warnings and notes on the configuration. */
  readonly remarks: readonly Problem[];
  /** That the objective is another than before, in words; null where it is not, as far as known. */
  readonly pipelineChange: string | null;
};

/**
 * Starts, joins or continues the run of a YAML with workers of its own.
 *
 * @throws IncumbentError as `readyRun`, `prepareRoot` and `bringWorkers` do
 */
export async function launchRun(
  host: LaunchHost,
  request: RunRequest,
): Promise<Launched | { readonly kind: 'exists'; readonly existing: ExistingRun }> {
  await checkSlurm(host, request);
  const read = await readRun({
    text: request.text,
    file: request.file,
    unsaved: request.unsaved,
    workingDirectory: request.workingDirectory,
    set: request.set,
    home: homeOf(host),
    env: { ...host.env, ...request.env },
  });
  const asked = withRoot(readyRun(read), request.root, homeOf(host));
  const { run, remarks } = await withOwnOptimizer(asked, { ...host.env, ...request.env });
  await checkConfirmedName(run, request.confirmedName);
  const code = await pipelineCode(run.settings.evaluate_pipeline, run.folder);
  const wish = rootWish(request.wish, run);
  if (wish.kind === 'overwrite' && request.wait != null) {
    await knowWorkers(run, request.wait, host);
  }
  const branch = request.branchFrom == null ? null : await branchOf(run, request.branchFrom, host);
  const prepared = await prepareRoot({
    run,
    branch,
    wish,
    launch: launchEntry(host, request, { ...request, code, spaceFile: read.spaceFile }),
    begunAt: request.begunAt,
    home: homeOf(host),
    clock: host.clock,
  });
  if (prepared.kind === 'ready' && prepared.how === 'created' && branch !== null) {
    await settleBranch(prepared.root, prepared.record, host.clock);
  }
  return prepared.kind === 'exists'
    ? prepared
    : await populate(host, request, { run, prepared, remarks: [...known(read.problems), ...remarks] });
}

/** What reading could not tell of the optimizer's module is known by now. */
function known(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ code }) => code !== 'optimizer-unseen');
}

function withRoot(run: ReadyRun, root: string | null, home: string): ReadyRun {
  if (root === null) {
    return run;
  }
  const root_directory = resolvePath(root, { folder: run.folder, home });
  return { ...run, settings: { ...run.settings, root_directory } };
}

/** Waits only where there is a run of ours whose workers could live. */
async function knowWorkers(run: ReadyRun, wait: WaitForWorkers, { clock }: LaunchHost): Promise<void> {
  const root = await realRoot(run.settings.root_directory);
  if ((await inspectRoot(root)).kind === 'run') {
    await waitForWorkers(root, wait, clock);
  }
}

async function checkConfirmedName(run: ReadyRun, confirmed: string | null): Promise<void> {
  const name = basename(await realRoot(run.settings.root_directory));
  if (confirmed !== null && confirmed !== name) {
    throw new IncumbentError(
      'overwrite-unconfirmed',
      `Overwriting takes the directory's own name, ${name}; found ${confirmed}`,
      { name, confirmed },
    );
  }
}

function rootWish(wish: OverwriteWish, run: ReadyRun): RootWish {
  if (wish.kind !== 'yaml') {
    return wish;
  }
  return run.settings.overwrite_working_directory
    ? { kind: 'overwrite', confirmed: wish.confirmed, ifIdle: true }
    : { kind: 'continue' };
}

type Ready = {
  readonly run: ReadyRun;
  readonly prepared: Extract<PreparedRoot, { kind: 'ready' }>;
  readonly remarks: readonly Problem[];
};

async function populate(
  host: LaunchHost,
  wish: LaunchWish,
  { run, prepared, remarks }: Ready,
): Promise<Launched> {
  const { root, how, record, trash, pipelineChange, generation } = prepared;
  const { interpreter } = run;
  const { started, failures, submission } = await bringWorkers(host, wish, {
    root,
    generation,
    interpreter,
    maxEvaluations: run.parsed.given.includes('max_evaluations_per_run')
      ? run.settings.max_evaluations_per_run
      : null,
    environments: await workerEnvironments(host, { root, settings: record.settings }, wish),
  }).catch(withTrash(trash));
  return {
    kind: 'started',
    root,
    how,
    record,
    workers: started,
    submission,
    failures,
    interpreter,
    trash,
    remarks,
    pipelineChange,
  };
}
