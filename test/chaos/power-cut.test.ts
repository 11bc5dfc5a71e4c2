import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#core/platform/clock.ts';
import { READERS } from '#core/readers/registry.ts';
import { createTextReports } from '#core/report/text-reports.ts';
import { entriesFromResults, listTrials } from '#core/state/journal/rebuild.ts';
import { runLayout } from '#core/state/layout.ts';
import { createLedger, type Ledger } from '#core/state/ledger/ledger.ts';
import { createRun } from '#core/state/root/create-run.ts';
import type { StepPlan } from '#core/state/session/step.ts';
import { openSession, type WorkerSession } from '#core/state/session/worker-session.ts';
import { readTrial } from '#core/state/trials/read-trial.ts';
import { recordOf, space } from '#test/core/state/run-fixture.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { recordStory, type Story, success } from './support/power-story.ts';
import { sideBySide } from './support/side-by-side.ts';
import { createSimulatedDisk, LOSSES, type Loss } from './support/simulated-disk.ts';
import { CHAOS_SEED, createDice, IS_FULL, sampleOfItems } from './support/sizes.ts';

/** The disk is simulated: real syncs would only take time. */
const MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
/** Cuts of the short form. */
const SAMPLE = 60;
/** Cuts at a time: where a lock was held, most of their time they wait until it may be broken. */
const SIDE_BY_SIDE = 8;

let folder: string;
let base: string;
let story: Story;

beforeAll(async () => {
  folder = mkdtempSync(join(MEMORY, 'incumbent-power-'));
  base = join(folder, 'recorded');
  mkdirSync(base);
  story = await recordStory(base);
});
afterAll(() => removeFolder(folder));

/** What the disk holds when the power goes after so many changes, in a directory of its own. */
async function afterCut<T>(changes: number, loss: Loss, act: (root: string) => Promise<T>): Promise<T> {
  const disk = createSimulatedDisk(base);
  for (const change of story.changes.slice(0, changes)) {
    disk.apply(change);
  }
  const target = join(folder, `cut-${changes}-${loss}`);
  disk.leave(target, loss, createDice(CHAOS_SEED + changes));
  try {
    return await act(join(target, 'run'));
  } finally {
    removeFolder(target);
  }
}

const value = (trial: string, loss: unknown) => `${trial} ${loss}`;

/** No file is taken for another value than one that was reported. */
function expectOnlyTold(root: string): void {
  const layout = runLayout(root);
  for (const trial of listTrials(layout)) {
    const outcome = readTrial(layout, trial)?.outcome ?? null;
    const loss = outcome?.kind === 'success' ? outcome.loss : null;
    expect(outcome === null || story.told.has(value(trial, loss)), `the files of trial ${trial}`).toBe(true);
  }
}

function expectPromisesKept(ledger: Ledger, changes: number): void {
  for (const { trial, loss } of story.promised.filter(({ from }) => from <= changes)) {
    expect(ledger.get(trial)?.state, `trial ${trial}`).toBe(loss === null ? 'failed' : 'success');
    expect(ledger.get(trial)?.loss ?? null, `trial ${trial}`).toBe(loss);
  }
  for (const { trial, loss } of ledger.completed) {
    expect(story.told.has(value(trial, loss)), `trial ${trial} with ${loss}`).toBe(true);
  }
}

/** Everyone who wrote before the cut is dead: what they held is put back and evaluated. */
async function evaluateRest(session: WorkerSession): Promise<void> {
  const isOthers = ({ worker }: { readonly worker: string | null }) => worker !== session.worker;
  const plan = (ledger: Ledger): StepPlan => {
    const requeue = ledger.inState('evaluating').filter(isOthers);
    const because = 'the power was cut';
    return {
      requeue: requeue.map(({ trial }) => ({ trial, because, counts: true })),
      release: [...ledger.reservations.values()].map(({ number, worker }) => ({ number, worker, because })),
      take: [...requeue, ...ledger.inState('pending')].map(({ trial }) => trial),
    };
  };
  const { taken } = await session.step({ decide: plan });
  for (const claim of taken) {
    await session.step({ reports: [{ claim, report: success(claim), ended: Date.now(), seconds: 1 }] });
  }
}

function expectFilesAgree(root: string, ledger: Ledger): void {
  const fromFiles = createLedger();
  fromFiles.apply(entriesFromResults(root));
  const told = ({ all }: Ledger) => all.map(({ trial, state, loss }) => ({ trial, state, loss }));
  expect(told(fromFiles)).toEqual(told(ledger));
  const text = readFileSync(runLayout(root).allLosses, 'utf8');
  expect(text.match(/^Config ID: .*$/gm)).toEqual(ledger.completed.map(({ trial }) => `Config ID: ${trial}`));
}

async function expectUsable(root: string, changes: number): Promise<void> {
  if (!existsSync(runLayout(root).record)) {
    expect(story.promised.filter(({ from }) => from <= changes)).toEqual([]);
    expect(await createRun(root, recordOf())).toBe('created');
    return;
  }
  const reader = await READERS.open(root, { clock: systemClock });
  expect(reader.status()).toMatchObject({ run_id: 'run-under-test' });
  reader.close();
  expectOnlyTold(root);
  const session = await openSession(root, 'after', {
    publish: createTextReports(root, space),
    lock_lease: 0.2,
  });
  try {
    expectPromisesKept(session.ledger, changes);
    await session.repair();
    expectPromisesKept(session.ledger, changes);
    await evaluateRest(session);
    expect(session.ledger.counts()).toMatchObject({ pending: 0, evaluating: 0 });
    expect(session.ledger.reservations.size).toBe(0);
    if (session.ledger.completed.length > 0) {
      expectFilesAgree(root, session.ledger);
    }
  } finally {
    session.close();
  }
}

async function inWords(changes: number, loss: Loss): Promise<readonly string[]> {
  try {
    await afterCut(changes, loss, (root) => expectUsable(root, changes));
    return [];
  } catch (thrown) {
    const last = story.changes[changes - 1];
    const where = last === undefined ? '' : 'path' in last ? last.path : last.to;
    return [`${changes} changes, then ${loss} is left, after ${last?.kind} of ${where}: ${thrown}`];
  }
}

describe(`a power cut (seed ${CHAOS_SEED})`, () => {
  it('is tried on a session that promises results and ends some trials of others', () => {
    expect(story.promised.length).toBeGreaterThanOrEqual(9);
    expect(story.changes.length).toBeGreaterThan(150);
  });

  const extent = IS_FULL ? 'at every step' : `at a sample of ${SAMPLE} moments`;
  it(`leaves every result that was promised and no half value, ${extent}`, async () => {
    const moments = Array.from({ length: story.changes.length + 1 }, (_, changes) =>
      LOSSES.map((loss) => ({ changes, loss })),
    ).flat();
    const chosen = IS_FULL ? moments : sampleOfItems(moments, SAMPLE, createDice());
    const failures = await sideBySide(SIDE_BY_SIDE, chosen, ({ changes, loss }) => inWords(changes, loss));
    expect(failures.flat()).toEqual([]);
  }, 900_000);
});
