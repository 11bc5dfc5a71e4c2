import { randomInt, randomUUID } from 'node:crypto';
import type { BranchOrigin, Launch } from '#core/contract/run/run-view.ts';
import { realRoot } from '#core/readers/run-key.ts';
import { createRun } from '#core/state/root/create-run.ts';
import { inspectRoot } from '#core/state/root/inspect-root.ts';
import { RUN_FORMAT, type RunRecord, readRunRecord } from '#core/state/root/run-record.ts';
import { listWorkers } from '#core/state/workers/workers.ts';
import type { ReadyRun } from '../read/ready-run.ts';
import { continueRun } from './continue-run.ts';
import { describeExisting, type ExistingRunQuestion } from './existing-run.ts';
import { overwriteRoot } from './overwrite.ts';
import { refusalOfPlace, unconfirmed } from './root-refusals.ts';
import type { PreparedRoot, RootRequest, RootWish } from './root-request.ts';

/** Seeds are drawn where every language reads them as an ordinary integer. */
const SEEDS = 2 ** 31;

/** The record of a run that begins now: the seed is drawn, and overwriting belongs to the launch alone. */
function newRecord(run: ReadyRun, launch: Launch, branchedFrom: BranchOrigin | null = null): RunRecord {
  return {
    format: RUN_FORMAT,
    run_id: randomUUID(),
    created_at: launch.at,
    working_directory: run.folder,
    optimizer: run.optimizer,
    settings: {
      ...run.settings,
      overwrite_working_directory: false,
      seed: run.settings.seed ?? randomInt(SEEDS),
    },
    space: [...run.space],
    launches: [launch],
    ...(branchedFrom === null ? {} : { branched_from: branchedFrom }),
  };
}

/** One turn's answer where the place has changed and must be looked at again. */
export type Again = {
  readonly kind: 'again';
  readonly isOverwritten: boolean;
  readonly trash: string | null;
};

/** A root to which no worker has come for this long is not one that a start at the same moment has just created. */
const JUST_CREATED_MS = 60_000;

type Turn = {
  readonly root: string;
  /** What stood there when the turn began. */
  readonly before: string | null;
  readonly trash: string | null;
};

/** Looks at the place once, and does what the request wants with what is there. */
export async function oneTurn(
  request: RootRequest,
  { root, before, trash }: Turn,
): Promise<PreparedRoot | Again> {
  const found = await inspectRoot(root);
  const refusal = await refusalOfPlace(root, found, request.home);
  if (refusal !== null) {
    throw refusal;
  }
  if (found.kind === 'missing' || found.kind === 'empty') {
    return await create(request, root, trash);
  }
  const question = { root, found, asked: request.run, home: request.home, clock: request.clock };
  if (request.wish.kind === 'ask') {
    return { kind: 'exists', existing: await describeExisting(question) };
  }
  if (request.wish.kind === 'overwrite' && (await isToBeOverwritten(question, request, request.wish))) {
    return { kind: 'again', isOverwritten: true, trash: await overwriteRoot(question, before ?? '') };
  }
  return await continueRun(question, request, trash);
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
