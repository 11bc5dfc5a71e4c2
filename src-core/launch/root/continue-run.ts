import { clearedSettings, continuedSettings } from '#core/config/compare/settings-change.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import { withCurrentCode } from '#core/pipeline/optimizer/load-optimizer.ts';
import { changeRunRecord } from '#core/state/journal/change-record.ts';
import { currentGeneration } from '#core/state/root/control.ts';
import { type RunRecord, readRunRecord } from '#core/state/root/run-record.ts';
import { changedPipeline } from '../read/pipeline-code.ts';
import type { ReadyRun } from '../read/ready-run.ts';
import { aliveWorkers } from '../workers/alive-workers.ts';
import { differencesTo, type ExistingRunQuestion } from './existing-run.ts';
import { changedOptimizer, changesInWords, refuseMixedCode } from './optimizer-change.ts';
import { differs, refusalToContinue } from './root-refusals.ts';
import type { PreparedRoot, RootRequest } from './root-request.ts';

/**
 * Joins a run in progress, or goes on with one that rests: the launch and what it sets anew go into the run's record.
 *
 * @throws IncumbentError `root-differs` where space, optimizer or seed are others, `root-not-a-run`,
 * `root-format-unknown`, `read-only-layout`
 */
export async function continueRun(
  { root, found }: ExistingRunQuestion,
  { run, launch, begunAt, clock }: RootRequest,
  trash: string | null,
): Promise<PreparedRoot> {
  const refusal = refusalToContinue(root, found);
  if (refusal !== null) {
    throw refusal;
  }
  const before = await readRunRecord(root);
  const generation = await currentGeneration(root);
  const differences = differencesTo(before, run);
  if (differences.length > 0) {
    throw differs(root, differences);
  }
  const change = { before: before.optimizer, now: await optimizerNow(before, run) };
  await refuseMixedCode(root, change, clock);
  const record = await changeRunRecord(root, (stored) => ({
    ...stored,
    optimizer: change.now,
    working_directory: run.folder,
    settings: settingsNow(stored, run),
    launches: [...stored.launches, launch],
  }));
  const isOfThisMoment = Date.parse(before.created_at) >= begunAt.getTime();
  const isInProgress = isOfThisMoment || (await aliveWorkers(root, clock)).length > 0;
  const how = isInProgress ? 'joined' : 'continued';
  const pipelineChange = changesInWords(
    changedPipeline(before, { pipeline: run.settings.evaluate_pipeline, code: launch.code ?? null }),
    changedOptimizer(change),
  );
  return { kind: 'ready', how, root, record, trash, pipelineChange, generation };
}

/** The run's optimizer; one of the user's own with the code that its module has now. */
async function optimizerNow({ optimizer }: RunRecord, run: ReadyRun): Promise<RunRecord['optimizer']> {
  const { module } = run.optimizer;
  return await withCurrentCode({ ...optimizer, ...(module === undefined ? {} : { module }) });
}

/**
 * What the YAML and `--set` say now; the place stays what it was, and nobody is asked to overwrite it again. The limit of
 * a call is that call's.
 */
function settingsNow({ settings }: RunRecord, run: ReadyRun): RunSettings {
  return {
    ...continuedSettings(settings, {
      settings: run.settings,
      given: [...run.parsed.given, ...clearedSettings(run.set)],
    }),
    root_directory: settings.root_directory,
    max_evaluations_per_run: settings.max_evaluations_per_run,
    overwrite_working_directory: false,
  };
}
