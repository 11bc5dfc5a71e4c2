import { join } from 'node:path';
import { changeSettings } from '#core/config/settings-change.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { Problem } from '#core/contract/problem.ts';
import { lookForPython } from '#core/launch/look-for-python.ts';
import { changedPipeline, pipelineCode } from '#core/launch/pipeline-code.ts';
import { problemLine } from '#core/launch/ready-run.ts';
import { resolveSettings } from '#core/launch/resolve-paths.ts';
import { refusalToContinue } from '#core/launch/root-refusals.ts';
import { startWorkers } from '#core/launch/start-workers.ts';
import type { Interpreter } from '#core/pipeline/interpreter.ts';
import type { Clock } from '#core/platform/clock.ts';
import { requireReader } from '#core/readers/registry.ts';
import { realRoot } from '#core/readers/run-key.ts';
import { changeRunRecord } from '#core/state/change-record.ts';
import { currentGeneration } from '#core/state/control.ts';
import { inspectRoot } from '#core/state/inspect-root.ts';
import { type RunRecord, readRunRecord } from '#core/state/run-record.ts';
import { homeOf, type LaunchHost, type LaunchWish, launchEntry } from './launch-host.ts';
import { type Launched, workerEnvironments } from './launch-run.ts';
import { withSession } from './with-session.ts';

export type ResumeRequest = LaunchWish & {
  readonly root: string;
  /** `requeue` evaluates trials that failed once more. */
  readonly failed?: 'keep' | 'requeue';
};

/**
 * More workers for a run that exists, with `--set` changes of what may change; a stop that was asked for before does
 * not bind them.
 *
 * @throws IncumbentError `root-not-a-run`, `read-only-layout`, `root-format-unknown`, `config-invalid`,
 * `python-not-found`, and those of starting workers
 */
export async function resumeRun(host: LaunchHost, request: ResumeRequest): Promise<Launched> {
  const root = await requireOwnRun(request.root);
  const generation = await currentGeneration(root);
  const before = await readRunRecord(root);
  const wanted = changed(host, before, request.set);
  const envOf = workerEnvironments(host, { ...before, settings: wanted.settings }, request);
  const interpreter = await interpreterOf({ ...before, settings: wanted.settings }, envOf(0));
  const pipeline = wanted.settings.evaluate_pipeline;
  const code = await pipelineCode(pipeline, before.working_directory);
  const record = await changeRunRecord(root, (stored) => ({
    ...stored,
    settings: changed(host, stored, request.set).settings,
    launches: [...stored.launches, launchEntry(host, request, { text: '', file: null, code })],
  }));
  if (request.failed === 'requeue') {
    await requeueFailed(root, host.clock);
  }
  const { started, failures } = await startWorkers({
    root,
    count: request.workers,
    generation,
    interpreter,
    envOf,
    logLevel: host.logLevel,
    version: host.version,
    workerEntry: host.workerEntry,
  });
  return {
    kind: 'started',
    root,
    how: 'resumed',
    record,
    workers: started,
    failures,
    interpreter,
    trash: null,
    remarks: wanted.remarks,
    pipelineChange: changedPipeline(before, { pipeline, code }),
  };
}

/** Puts every failed trial back into the queue; the results that they had are kept beside the new ones. */
async function requeueFailed(root: string, clock: Clock): Promise<void> {
  await withSession(root, { clock, because: 're-queued the failed trials' }, async (session) => {
    await session.step({
      decide: (ledger) => ({
        requeue: ledger
          .inState('failed')
          .map(({ trial }) => ({ trial, because: 'failed trials are evaluated again', counts: false })),
      }),
    });
  });
}

/** The real directory of a run of ours. @throws IncumbentError for anything else */
export async function requireOwnRun(path: string): Promise<string> {
  const root = await realRoot(path);
  const found = await inspectRoot(root);
  if (found.kind !== 'run' && found.kind !== 'broken-run' && found.kind !== 'foreign-run') {
    await requireReader(root);
  }
  const refusal = refusalToContinue(root, found);
  if (refusal !== null) {
    throw refusal;
  }
  return root;
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
