import { clearedSettings, continuedSettings } from '#core/config/settings-change.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { ExistingRun } from '#core/contract/existing-run.ts';
import type { Launch } from '#core/contract/run-view.ts';
import { withCurrentCode } from '#core/pipeline/optimizer/optimizer-code.ts';
import type { Clock } from '#core/platform/clock.ts';
import { realRoot } from '#core/readers/run-key.ts';
import { changeRunRecord } from '#core/state/change-record.ts';
import { currentGeneration } from '#core/state/control.ts';
import { createRun } from '#core/state/create-run.ts';
import { inspectRoot } from '#core/state/inspect-root.ts';
import { type RunRecord, readRunRecord } from '#core/state/run-record.ts';
import { listWorkers } from '#core/state/workers.ts';
import { aliveWorkers } from './alive-workers.ts';
import type { BranchSource } from './branch-source.ts';
import { describeExisting, differencesTo, type ExistingRunQuestion } from './existing-run.ts';
import { newRecord } from './new-record.ts';
import { changedOptimizer, changesInWords, refuseMixedCode } from './optimizer-change.ts';
import { overwriteRoot } from './overwrite.ts';
import { changedPipeline } from './pipeline-code.ts';
import type { ReadyRun } from './ready-run.ts';
import { rootIdentity } from './root-identity.ts';
import { differs, refusalOfPlace, refusalToContinue, unconfirmed } from './root-refusals.ts';

/**
 * What to do with a run that is there already.
 *
 * - `ask`: answer with what is there.
 * - `continue`: join it or go on with it.
 * - `overwrite`: move it away, if `confirmed`. `ifIdle` is the YAML's key: a root with live workers is joined then,
 *   where somebody who says it at this very call is refused.
 */
export type RootWish =
  | { readonly kind: 'ask' }
  | { readonly kind: 'continue' }
  | { readonly kind: 'overwrite'; readonly confirmed: boolean; readonly ifIdle: boolean };

export type RootRequest = {
  readonly run: ReadyRun;
  readonly wish: RootWish;
  readonly launch: Launch;
  /** What a new run begins with; null for nothing. */
  readonly branch?: BranchSource | null | undefined;
  /** When the launching call began: a root that was created later belongs to a start at the same moment. */
  readonly begunAt: Date;
  readonly home: string;
  readonly clock: Clock;
};

export type PreparedRoot =
  | {
      readonly kind: 'ready';
      readonly how: 'created' | 'joined' | 'continued';
      /** Absolute, links resolved. */
      readonly root: string;
      readonly record: RunRecord;
      /** Where the run that was overwritten lies now; null where none was. */
      readonly trash: string | null;
      /** What has changed since the launch before, as `changedPipeline` and `changedOptimizer` have it. */
      readonly pipelineChange: string | null;
      /** The stop generation before the launch was recorded: whoever stops the run knowing of it binds its workers. */
      readonly generation: number;
    }
  | { readonly kind: 'exists'; readonly existing: ExistingRun };

/** One turn's answer where the place has changed and must be looked at again. */
type Again = { readonly kind: 'again'; readonly isOverwritten: boolean; readonly trash: string | null };

/** A root to which no worker has come for this long is not one that a start at the same moment has just created. */
const JUST_CREATED_MS = 60_000;

/** More turns than others can take between two of ours. */
const TURNS = 20;

/**
 * Makes the root of a start ready for workers: creates it, joins it, goes on with it, or moves it away first.
 *
 * Of several starts at the same moment one creates (or overwrites), the others join what it made.
 *
 * @throws IncumbentError `root-differs`, `root-not-a-run`, `root-format-unknown`, `read-only-layout`, `root-unsafe`,
 * `root-workers-alive`, `overwrite-unconfirmed`, and those of the file system
 */
export async function prepareRoot(request: RootRequest): Promise<PreparedRoot> {
  let { wish } = request;
  let trash: string | null = null;
  for (let turns = 0; turns < TURNS; turns++) {
    const next: PreparedRoot | Again = await oneTurnUnlessMoved({ ...request, wish }, trash).catch(
      withTrash(trash),
    );
    if (next.kind !== 'again') {
      return next;
    }
    trash = next.trash ?? trash;
    // Whoever overwrote it, it is overwritten: what stands there now is joined.
    wish = next.isOverwritten ? { kind: 'continue' } : wish;
  }
  const root = request.run.settings.root_directory;
  throw new IncumbentError(
    'root-occupied',
    `The root is created and removed by others over and over: ${root}`,
    {
      root,
    },
  );
}

/** Whatever goes wrong after a run was moved away: its owner must know where it is. */
export function withTrash(trash: string | null): (thrown: unknown) => never {
  return (thrown) => {
    if (trash === null || !(thrown instanceof IncumbentError)) {
      throw thrown;
    }
    const { code, message, details } = thrown;
    throw new IncumbentError(
      code,
      `${message}. The run that was there is kept in ${trash}`,
      { ...details, trash },
      { cause: thrown },
    );
  };
}

/** A refusal counts only where the root is still what was looked at: others may have moved it away meanwhile. */
async function oneTurnUnlessMoved(request: RootRequest, trash: string | null): Promise<PreparedRoot | Again> {
  const root = await realRoot(request.run.settings.root_directory);
  const before = await identityOrNull(root);
  try {
    return await oneTurn(request, { root, before, trash });
  } catch (thrown) {
    if ((await identityOrNull(root)) === before) {
      throw thrown;
    }
    return { kind: 'again', isOverwritten: false, trash };
  }
}

/** Null where it vanished while it was looked at, or can't be looked at. */
async function identityOrNull(root: string): Promise<string | null> {
  return await rootIdentity(root).catch(() => null);
}

type Turn = {
  readonly root: string;
  /** What stood there when the turn began. */
  readonly before: string | null;
  readonly trash: string | null;
};

async function oneTurn(request: RootRequest, { root, before, trash }: Turn): Promise<PreparedRoot | Again> {
  const found = await inspectRoot(root);
  if (found.kind === 'missing' || found.kind === 'empty') {
    return await create(request, root, trash);
  }
  const refusal = refusalOfPlace(root, found);
  if (refusal !== null) {
    throw refusal;
  }
  const question = { root, found, asked: request.run, home: request.home, clock: request.clock };
  if (request.wish.kind === 'ask') {
    return { kind: 'exists', existing: await describeExisting(question) };
  }
  if (request.wish.kind === 'overwrite' && (await isToBeOverwritten(question, request, request.wish))) {
    return { kind: 'again', isOverwritten: true, trash: await overwriteRoot(question, before ?? '') };
  }
  return await goOn(question, request, trash);
}

async function create(
  request: RootRequest,
  root: string,
  trash: string | null,
): Promise<PreparedRoot | Again> {
  const { branch = null } = request;
  const record = newRecord(request.run, request.launch, branch?.origin ?? null);
  if ((await createRun(root, record, branch?.trials ?? [])) === 'exists') {
    return { kind: 'again', isOverwritten: false, trash };
  }
  return {
    kind: 'ready',
    how: 'created',
    root: await realRoot(root),
    record,
    trash,
    pipelineChange: null,
    generation: 0,
  };
}

async function isToBeOverwritten(
  question: ExistingRunQuestion,
  { begunAt, clock }: RootRequest,
  wish: Extract<RootWish, { kind: 'overwrite' }>,
): Promise<boolean> {
  if (question.found.kind === 'run' && (await isJustCreated(question.root, begunAt, clock.now()))) {
    return false;
  }
  const existing = await describeExisting(question);
  if (wish.ifIdle && existing.workers_alive.length > 0) {
    return false;
  }
  if (!wish.confirmed) {
    throw unconfirmed(existing);
  }
  return true;
}

/** Whether a start of the same moment made it: after this call began, or shortly before and no worker has come yet. */
async function isJustCreated(root: string, begunAt: Date, now: Date): Promise<boolean> {
  const created = Date.parse((await readRunRecord(root)).created_at);
  const isYoung = now.getTime() - created < JUST_CREATED_MS;
  return created >= begunAt.getTime() || (isYoung && (await listWorkers(root)).length === 0);
}

async function goOn(
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
  const optimizer = await withCurrentCode({
    ...before.optimizer,
    ...(run.optimizer.module === undefined ? {} : { module: run.optimizer.module }),
  });
  const change = { before: before.optimizer, now: optimizer };
  await refuseMixedCode(root, change, clock);
  const record = await changeRunRecord(root, (stored) => ({
    ...stored,
    optimizer,
    working_directory: run.folder,
    settings: {
      ...continuedSettings(stored.settings, {
        settings: run.settings,
        given: [...run.parsed.given, ...clearedSettings(run.set)],
      }),
      root_directory: stored.settings.root_directory,
      overwrite_working_directory: false,
    },
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
