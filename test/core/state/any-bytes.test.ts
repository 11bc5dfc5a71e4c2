import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IncumbentError } from '#core/contract/errors.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { examineRun } from '#core/engine/runs/doctor.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { READERS } from '#core/readers/registry.ts';
import { createTextReports } from '#core/report/text-reports.ts';
import { runLayout } from '#core/state/layout.ts';
import { stopsSince } from '#core/state/root/control.ts';
import { openSession, type WorkerSession } from '#core/state/session/worker-session.ts';
import { createWorkerList } from '#core/state/workers/workers.ts';
import { recordStory, success } from '#test/chaos/support/power-story.ts';
import { IS_FULL } from '#test/chaos/support/sizes.ts';
import { fc } from '#test/support/fast-check.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { anyDamage, filesBelow } from './damage.ts';
import { space } from './run-fixture.ts';

/** Thousands of small runs are copied: their files need no disk. */
const MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const RUNS = IS_FULL ? 4000 : 150;
/** Side by side: most of the time a doctor waits whether what it saw was a step in progress. */
const LANES = IS_FULL ? 10 : 3;

let folder: string;
let whole: string;
let files: readonly string[];
let before: ReadonlyMap<string, string>;
let copies = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(MEMORY, 'incumbent-bytes-'));
  await recordStory(folder);
  whole = join(folder, 'run');
  endWorkers(whole);
  writeFileSync(runLayout(whole).trial('1').log, 'what it printed\n');
  writeFileSync(runLayout(whole).workerLog('one'), '2026-01-31T12:00:00.000Z info  joins\n');
  const opened = await READERS.open(whole, { clock: systemClock });
  before = tellingOf(opened.trials());
  opened.close();
  files = filesBelow(whole);
});
afterAll(() => removeFolder(folder));

/** Nobody of the story lives any more. */
function endWorkers(root: string): void {
  const { pid } = spawnSync('true');
  for (const worker of ['one', 'two']) {
    const path = runLayout(root).registration(worker);
    writeFileSync(
      path,
      JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), pid, started: 'long ago' }),
    );
  }
}

/** The results as everyone sees them, by trial. */
function tellingOf(trials: readonly Trial[]): ReadonlyMap<string, string> {
  const completed = trials.filter(({ state }) => state === 'success' || state === 'failed');
  return new Map(
    completed.map(({ trial, state, loss, config, extra, error }) => [
      trial,
      JSON.stringify([state, loss, config, extra, error]),
    ]),
  );
}

/** Trials whose results may be lost or changed with a file. */
function ownersOf(file: string): ReadonlySet<string> {
  const [top = '', name = ''] = file.split(sep);
  if (top === 'results') {
    return new Set([name.slice('config_'.length)]);
  }
  if (!file.endsWith('.jsonl')) {
    return new Set();
  }
  const text = readFileSync(join(whole, file), 'utf8');
  return new Set([...text.matchAll(/"trial":"([^"]*)"/g)].map(([, trial = '']) => trial));
}

function expectNeighbours(trials: readonly Trial[], owners: ReadonlySet<string>): void {
  const after = tellingOf(trials);
  const lost = [...before].filter(([trial, told]) => !owners.has(trial) && after.get(trial) !== told);
  expect(lost.map(([trial]) => `trial ${trial}`)).toEqual([]);
}

/** What `act` answers; null where it refuses with an error of the engine that says what and where. */
async function orRefused<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (thrown) {
    if (!(thrown instanceof IncumbentError)) {
      throw thrown;
    }
    expect(thrown.code).not.toBe('internal');
    expect(thrown.message.length).toBeGreaterThan(0);
    return null;
  }
}

function lookAt(run: OpenedRun, owners: ReadonlySet<string>): void {
  run.status();
  run.events();
  expectNeighbours(run.trials(), owners);
}

function openWorker(root: string, worker: string): Promise<WorkerSession> {
  return openSession(root, worker, { publish: createTextReports(root, space), lock_lease: 0.1 });
}

/** A worker that comes to a run, evaluates what there is to be evaluated, and goes. */
async function work(root: string, owners: ReadonlySet<string>): Promise<void> {
  await createWorkerList(root).refresh();
  await stopsSince(root, 0);
  const session = await openWorker(root, 'after');
  try {
    await session.repair();
    await evaluateRest(session, owners);
  } finally {
    session.close();
  }
}

async function evaluateRest(session: WorkerSession, owners: ReadonlySet<string>): Promise<void> {
  expectNeighbours(session.ledger.all, owners);
  const { taken } = await session.step({
    decide: (ledger) => ({
      requeue: ledger.inState('evaluating').map(({ trial }) => ({ trial, because: 'dead', counts: true })),
      take: ledger.inState('pending').map(({ trial }) => trial),
    }),
  });
  for (const claim of taken) {
    await session.step({ reports: [{ claim, report: success(claim), ended: Date.now(), seconds: 1 }] });
  }
  expectNeighbours(session.ledger.all, owners);
  for (const { trial } of taken) {
    expect(session.ledger.get(trial)?.state, `trial ${trial}, evaluated afterwards`).toBe('success');
  }
}

/** The reader before and after, the doctor with and without mending, and a worker meet the file. */
async function meet(root: string, file: string, bytes: Buffer): Promise<void> {
  const owners = ownersOf(file);
  const watched = await READERS.open(root, { clock: systemClock });
  writeFileSync(join(root, file), bytes);
  for (const scope of ['files', 'liveness', 'files'] as const) {
    await orRefused(() => watched.refresh(scope));
    lookAt(watched, owners);
  }
  watched.close();
  const opened = await orRefused(() => READERS.open(root, { clock: systemClock }));
  if (opened !== null) {
    lookAt(opened, owners);
    opened.close();
  }
  await orRefused(() => examineRun({ root, clock: systemClock }));
  await orRefused(() => work(root, owners));
  await orRefused(() => examineRun({ root, clock: systemClock, mend: true }));
  const mended = await orRefused(() => READERS.open(root, { clock: systemClock }));
  if (mended !== null) {
    lookAt(mended, owners);
    mended.close();
  }
  expectFilesKept(root, file);
}

/** A worker in the middle of its work meets the file. */
async function meetAtWork(root: string, file: string, bytes: Buffer): Promise<void> {
  const session = await openWorker(root, 'at-work');
  try {
    await session.step({ decide: () => ({ reserve: 1 }) });
    writeFileSync(join(root, file), bytes);
    await orRefused(() => evaluateRest(session, ownersOf(file)));
    await orRefused(() => evaluateRest(session, ownersOf(file)));
  } finally {
    session.close();
  }
  expectFilesKept(root, file);
}

/** Whatever was thought of one file, the results of others are still in theirs. */
function expectFilesKept(root: string, file: string): void {
  const others = files.filter(
    (other) => other !== file && ['result.yaml', 'error.yaml', 'config.yaml'].includes(basename(other)),
  );
  const owners = ownersOf(file);
  for (const other of others.filter(
    (path) => !owners.has((path.split(sep)[1] ?? '').slice('config_'.length)),
  )) {
    expect(readFileSync(join(root, other), 'utf8'), other).toBe(readFileSync(join(whole, other), 'utf8'));
  }
}

describe('any bytes as any file of a run', () => {
  /** Any damage of any file, in a copy of its own. */
  const any = (met: typeof meet) => {
    const anyFile = fc.nat().map((index) => files[index % files.length] ?? '');
    return fc.asyncProperty(anyFile, anyDamage, async (file, damage) => {
      copies += 1;
      const root = join(folder, `copy-${copies}`);
      mkdirSync(root);
      cpSync(whole, root, { recursive: true, preserveTimestamps: true });
      try {
        await met(root, file, damage.apply(readFileSync(join(whole, file))));
      } catch (thrown) {
        throw new Error(`${file} with ${damage.words}: ${thrown}`, { cause: thrown });
      } finally {
        removeFolder(root);
      }
    });
  };

  it('crash nobody who meets them, and cost no other trial its result', async () => {
    const length = { numRuns: RUNS / LANES, ...(IS_FULL ? {} : { interruptAfterTimeLimit: 8_000 }) };
    await Promise.all(Array.from({ length: LANES }, () => fc.assert(any(meet), length)));
  }, 3_600_000);

  it('disturb no worker at work in anything else', async () => {
    await fc.assert(any(meetAtWork), {
      numRuns: RUNS,
      ...(IS_FULL ? {} : { interruptAfterTimeLimit: 8_000 }),
    });
  }, 3_600_000);

  it.each([
    { file: '.incumbent/journal/one.jsonl', was: /"time":\d+/g, now: '"time":1e16' },
    { file: '.incumbent/workers/one.json', was: /"registered_at":"[^"]*"/, now: '"registered_at":"x"' },
  ])('are no moment of any calendar: $now', async ({ file, was, now }) => {
    const root = join(folder, 'no-moment');
    cpSync(whole, root, { recursive: true, preserveTimestamps: true });
    try {
      await meet(root, file, Buffer.from(readFileSync(join(whole, file), 'utf8').replace(was, now)));
    } finally {
      removeFolder(root);
    }
  });
});
