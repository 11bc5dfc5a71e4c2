import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#core/contract/run/diagnosis.ts';
import { examineRun } from '#core/engine/runs/doctor.ts';
import { systemClock } from '#core/platform/clock.ts';
import { createTextReports } from '#core/report/text-reports.ts';
import { entriesFromResults } from '#core/state/journal/rebuild.ts';
import { runLayout } from '#core/state/layout.ts';
import { createLedger, type Ledger } from '#core/state/ledger/ledger.ts';
import { createRun } from '#core/state/root/create-run.ts';
import { openSession, type WorkerSession } from '#core/state/session/worker-session.ts';
import { createSimulatedDisk, type DiskChange, LOSSES } from '#test/chaos/support/simulated-disk.ts';
import { createDice, IS_FULL } from '#test/chaos/support/sizes.ts';
import { fc } from '#test/support/fast-check.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { watchWrites } from './model/actors.ts';
import { BUDGET, type Happening, happen, replayed, reportOn, type World } from './model/history.ts';
import { recordOf, sampleOf, space } from './run-fixture.ts';

/** The disk is simulated: real syncs would only take time. */
const MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const RUNS = IS_FULL ? 1500 : 60;

let folder: string;
let worlds = 0;

beforeAll(() => {
  folder = mkdtempSync(join(MEMORY, 'incumbent-history-'));
});
afterAll(() => removeFolder(folder));

/** What is done often comes often. */
const what = fc.constantFrom<Happening['what']>(
  ...(['reserve', 'reserve', 'reserve', 'sample', 'sample', 'sample', 'promote', 'enqueue'] as const),
  ...(['report', 'report', 'report', 'fail', 'hand-back', 'take', 'take', 'mourn', 'mourn'] as const),
  ...(['reopen', 'delete', 'repair', 'leave', 'sleep', 'wake', 'kill', 'kill-soon', 'kill-soon'] as const),
);
const history = fc.array(fc.record({ what, who: fc.nat(2), which: fc.nat(1000) }), {
  minLength: 10,
  maxLength: 60,
});
const cut = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  loss: fc.constantFrom(...LOSSES),
  seed: fc.nat(),
});

/** Lets everything of a history happen in a new run below `base`. */
async function live(base: string, happenings: readonly Happening[]): Promise<World> {
  mkdirSync(base);
  const changes: DiskChange[] = [];
  const root = join(base, 'run');
  const world: World = {
    root,
    changes,
    actors: [null, null, null],
    promised: [],
    told: new Set(),
    attempts: new Set(),
    names: 0,
  };
  const unwatch = watchWrites(changes);
  try {
    await createRun(root, recordOf());
    for (const happening of happenings) {
      await happen(world, happening);
    }
  } finally {
    unwatch();
    for (const actor of world.actors) {
      actor?.session.close();
    }
  }
  return world;
}

/** Somebody comes when all others are dead, and uses up the budget. */
async function inherit(root: string, { told }: World): Promise<void> {
  const session = await openSession(root, 'heir', {
    publish: createTextReports(root, space),
    lock_lease: 0.02,
  });
  try {
    await session.repair();
    const because = 'its worker is dead';
    await session.step({
      decide: (ledger) => ({
        requeue: ledger.inState('evaluating').map(({ trial }) => ({ trial, because, counts: true })),
        release: [...ledger.reservations.values()].map(({ number, worker }) => ({ number, worker, because })),
      }),
    });
    while (session.ledger.evaluations.completed < BUDGET) {
      await evaluateOne(session, told);
    }
  } catch (thrown) {
    session.close();
    throw thrown;
  }
  await session.end('all is done');
}

async function evaluateOne(session: WorkerSession, told: Set<string>): Promise<void> {
  const { taken, reservations } = await session.step({
    decide: (ledger) => {
      const [waiting] = ledger.inState('pending');
      return waiting === undefined ? { reserve: 1 } : { take: [waiting.trial] };
    },
  });
  const [reservation] = reservations;
  const begun = reservation === undefined ? null : await session.begin(reservation, sampleOf(0.5));
  const claim = taken[0] ?? begun;
  if (claim !== null) {
    const report = reportOn(claim, 'report');
    told.add(`${claim.trial} ${JSON.stringify(report.kind === 'success' ? report.loss : null)}`);
    await session.step({ reports: [{ claim, report, ended: Date.now(), seconds: 1 }] });
  }
}

/** What was promised before so many changes stands, nothing was made up, and all files tell the same. */
async function expectValid(root: string, world: World, changes: number): Promise<void> {
  const ledger = replayed(root);
  expect(ledger.evaluations).toEqual({ completed: BUDGET, committed: BUDGET });
  for (const { trial, loss, from, until } of world.promised) {
    if (from <= changes && (until === null || until > changes)) {
      expect(ledger.get(trial)?.loss, `the result of trial ${trial}`).toEqual(loss);
    }
  }
  for (const { trial, loss } of ledger.completed) {
    expect(world.told.has(`${trial} ${JSON.stringify(loss)}`), `trial ${trial} with ${loss}`).toBe(true);
  }
  const files = createLedger();
  files.apply(entriesFromResults(root));
  // The folder of a deleted trial is its deleter's: here it stays.
  const told = ({ all }: Ledger) =>
    all
      .filter(({ trial }) => !ledger.isDeleted(trial))
      .map(({ trial, state, loss, config }) => ({ trial, state, loss, config }));
  expect(told(files)).toEqual(told(ledger));
  const text = readFileSync(runLayout(root).allLosses, 'utf8');
  expect(text.match(/^Config ID: .*$/gm)).toEqual(ledger.completed.map(({ trial }) => `Config ID: ${trial}`));
  const look = async (mend: boolean) => {
    const { findings } = await examineRun({ root, clock: systemClock, mend });
    return findings.filter(({ severity }) => severity !== 'note');
  };
  // What was begun in the last moments before a power cut may leave a folder that tells nothing, and no line of it.
  const isForgotten = ({ code }: Finding) => code === 'folder-unreadable' && root !== world.root;
  const found = await look(false);
  expect(found.filter((one) => !isForgotten(one))).toEqual([]);
  expect(found.length > 0 ? await look(true) : []).toEqual([]);
}

describe('any history of workers that come, evaluate, sleep, leave and are killed', () => {
  it('gives each attempt once, keeps the budget and every result, before and after a power cut', async () => {
    await fc.assert(
      fc.asyncProperty(history, cut, async (happenings, { at, loss, seed }) => {
        worlds += 1;
        const base = join(folder, String(worlds));
        const place = join(folder, `${worlds}-cut`);
        try {
          const world = await live(base, happenings);
          const changes = Math.floor(at * (world.changes.length + 1));
          const disk = createSimulatedDisk(base);
          for (const change of world.changes.slice(0, changes)) {
            disk.apply(change);
          }
          disk.leave(place, loss, createDice(seed));
          await inherit(world.root, world);
          await expectValid(world.root, world, world.changes.length);
          if (existsSync(runLayout(join(place, 'run')).record)) {
            await inherit(join(place, 'run'), world);
            await expectValid(join(place, 'run'), world, changes);
          } else {
            expect(world.promised.filter(({ from }) => from <= changes)).toEqual([]);
          }
        } finally {
          removeFolder(base);
          removeFolder(place);
        }
      }),
      { numRuns: RUNS, ...(IS_FULL ? {} : { interruptAfterTimeLimit: 8_000 }) },
    );
  }, 3_600_000);
});
