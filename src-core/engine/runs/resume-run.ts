import { join } from 'node:path';
import { changeSettings } from '#core/config/compare/settings-change.ts';
import { partsOfSet } from '#core/config/settings/set-values.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import { lookForPython } from '#core/launch/read/look-for-python.ts';
import { changedPipeline, pipelineCode } from '#core/launch/read/pipeline-code.ts';
import { problemLine } from '#core/launch/read/ready-run.ts';
import { resolveSettings } from '#core/launch/read/resolve-paths.ts';
import { changedOptimizer, changesInWords, refuseMixedCode } from '#core/launch/root/optimizer-change.ts';
import { aliveWorkers } from '#core/launch/workers/alive-workers.ts';
import type { Interpreter } from '#core/pipeline/interpreters/interpreter.ts';
import { withCurrentCode } from '#core/pipeline/optimizer/load-optimizer.ts';
import type { Clock } from '#core/platform/clock.ts';
import { changeRunRecord } from '#core/state/journal/change-record.ts';
import { currentGeneration } from '#core/state/root/control.ts';
import { type RunRecord, readRunRecord } from '#core/state/root/run-record.ts';
import { requeueTrials } from '../trials/requeue-trials.ts';
import { bringWorkers, checkSlurm } from '../workers/bring-workers.ts';
import { homeOf, type LaunchHost, type LaunchWish, launchEntry } from '../workers/launch-host.ts';
import { workerEnvironments } from '../workers/worker-environments.ts';
import type { Launched } from './launch-run.ts';
import { requireOwnRun } from './require-own-run.ts';

export type ResumeRequest = LaunchWish & {
  readonly root: string;
  /** `requeue` evaluates trials that failed once more. */
  readonly failed?: 'keep' | 'requeue' | undefined;
};

/**
 * More workers for a run that exists, with `--set` changes of what may change; a stop that was asked for before does
 * not bind them.
 *
 * @throws IncumbentError `root-not-a-run`, `read-only-layout`, `root-format-unknown`, `config-invalid`,
 * `python-not-found`, `nothing-to-resume`, and those of starting workers
 */
export async function resumeRun(host: LaunchHost, request: ResumeRequest): Promise<Launched> {
  const root = await requireOwnRun(request.root);
  await checkSlurm(host, request);
  const generation = await currentGeneration(root);
  const before = await readRunRecord(root);
  const wanted = changed(host, before, request.set);
  const environments = await workerEnvironments(host, { root, settings: wanted.settings }, request);
  await refuseForNobody(root, request, host.clock);
  const [first] = environments;
  const interpreter =
    first === undefined ? null : await interpreterOf({ ...before, settings: wanted.settings }, first.env);
  const pipeline = wanted.settings.evaluate_pipeline;
  const code = await pipelineCode(pipeline, before.working_directory);
  const optimizer = await withCurrentCode(before.optimizer);
  const change = { before: before.optimizer, now: optimizer };
  await refuseMixedCode(root, change, host.clock);
  const launch = launchEntry(host, request, { text: '', file: null, code, spaceFile: null });
  const record = await changeRunRecord(root, (stored) => ({
    ...stored,
    optimizer,
    settings: withOwnLimit(stored, changed(host, stored, request.set).settings),
    launches: [...stored.launches, launch],
  }));
  if (request.failed === 'requeue') {
    await requeueTrials({ root, trials: 'failed', clock: host.clock });
  }
  const isNamed = request.set.some((each) => partsOfSet(each).keys[0] === 'max_evaluations_per_run');
  const maxEvaluations = isNamed ? wanted.settings.max_evaluations_per_run : null;
  const place = { root, generation, interpreter, maxEvaluations, environments };
  const { started, failures, submission } = await bringWorkers(host, request, place);
  return {
    kind: 'started',
    root,
    how: 'resumed',
    record,
    workers: started,
    submission,
    failures,
    interpreter,
    trash: null,
    remarks: wanted.remarks,
    pipelineChange: changesInWords(changedPipeline(before, { pipeline, code }), changedOptimizer(change)),
  };
}

/** The limit of a call is that call's: the run keeps the one that it was started with. */
function withOwnLimit({ settings }: RunRecord, now: RunRecord['settings']): RunRecord['settings'] {
  return { ...now, max_evaluations_per_run: settings.max_evaluations_per_run };
}

/** Without new workers a resume is for those at work. */
async function refuseForNobody(root: string, { workers }: LaunchWish, clock: Clock): Promise<void> {
  if (workers === 0 && (await aliveWorkers(root, clock)).length === 0) {
    throw new IncumbentError(
      'nothing-to-resume',
      `Going on without new workers takes workers that are at work; none is alive in ${root}. Give a number of workers`,
      { root },
    );
  }
}

type ChangedSettings = {
  readonly settings: RunRecord['settings'];
  /** Warnings and notes on what was set. */
  readonly remarks: readonly Problem[];
};

function changed(host: LaunchHost, stored: RunRecord, set: readonly string[]): ChangedSettings {
  const { settings, problems } = changeSettings(stored, set);
  if (settings === null) {
    throw new IncumbentError('config-invalid', problems.map(problemLine).join('\n'), { problems });
  }
  const base = { folder: stored.working_directory, home: homeOf(host) };
  return { settings: resolveSettings(settings, base), remarks: problems };
}

async function interpreterOf(record: RunRecord, env: LaunchHost['env']): Promise<Interpreter | null> {
  const python = await lookForPython(record.settings, {
    file: join(record.working_directory, 'run.yaml'),
    env,
  });
  if (python?.problem != null) {
    throw new IncumbentError('python-not-found', python.problem);
  }
  return python?.interpreter ?? null;
}
