import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#core/platform/clock.ts';
import { READERS } from '#core/readers/registry.ts';
import { runLayout } from '#core/state/layout.ts';
import type { EvaluationReport } from '#core/state/session/step.ts';
import { openSession, type WorkerSession } from '#core/state/session/worker-session.ts';
import { newRun, removeRun, treeHash, writerOf } from './run-directory.ts';

const context = { clock: systemClock };
let root = '';

beforeEach(async () => {
  root = await newRun();
});

afterEach(() => {
  removeRun(root);
});

const DECISION = { kind: 'sample', config: { x: 0.5 }, bracket: null, rung: null, fidelity: null } as const;

const NOTHING = { facts: false, trials: [], deleted: [] };

async function begin(session: WorkerSession) {
  const { reservations } = await session.step({ decide: () => ({ reserve: 1 }) });
  const claim = reservations[0] === undefined ? null : await session.begin(reservations[0], DECISION);
  if (claim === null) {
    throw new Error('The trial could not be begun');
  }
  return claim;
}

async function evaluate(session: WorkerSession, report: EvaluationReport): Promise<void> {
  const claim = await begin(session);
  await session.step({ reports: [{ claim, report, ended: claim.started + 500, seconds: 0.5 }] });
}

/** A run with a success, a failure, a non-finite loss, and one trial that is not finished. */
async function fillRun(): Promise<void> {
  const session = await openSession(root, 'a');
  const success = { kind: 'success', cost: 2, learning_curve: [0.75, 0.5], extra: { epochs: 3 } } as const;
  await evaluate(session, { ...success, loss: 0.5 });
  const error = { type: 'ValueError', message: 'bad', traceback: 'Traceback\n  bad' };
  await evaluate(session, { kind: 'failed', error, cost: null });
  await evaluate(session, { ...success, loss: Number.NaN, learning_curve: null, extra: null });
  await begin(session);
  session.close();
}

describe('a run without its journal', () => {
  it('shows the same trials, read from the files of results/ without writing', async () => {
    await fillRun();
    const before = await READERS.open(root, context);
    rmSync(runLayout(root).journal, { recursive: true });
    const tree = treeHash(root);
    const after = await READERS.open(root, context);
    expect(after.trials()).toEqual(before.trials());
    expect(after.trials().map(({ state }) => state)).toEqual([
      'success',
      'failed',
      'success',
      expect.anything(),
    ]);
    expect(after.status().best).toEqual(before.status().best);
    expect(after.status().counts).toEqual(before.status().counts);
    expect(after.events().filter(({ trial }) => trial !== null)).toEqual(
      before.events().filter(({ trial }) => trial !== null),
    );
    expect(treeHash(root)).toBe(tree);
  });

  it('changes nothing on screen when the journal vanishes and is rebuilt while it is watched', async () => {
    await fillRun();
    const run = await READERS.open(root, context);
    const trials = run.trials();
    rmSync(runLayout(root).journal, { recursive: true });
    const vanished = await run.refresh('files');
    const session = await openSession(root, 'b');
    const rebuilt = await run.refresh('files');
    for (const change of [vanished, rebuilt]) {
      expect(change ?? NOTHING).toEqual(NOTHING);
    }
    expect(run.trials()).toEqual(trials);
    await evaluate(session, { kind: 'success', loss: 0.25, cost: null, learning_curve: null, extra: null });
    session.close();
    expect((await run.refresh('files'))?.trials.map(({ trial, loss }) => [trial, loss])).toEqual([
      ['5', 0.25],
    ]);
  });

  it('keeps what it knows of a trial whose files are being written, and finds new ones', async () => {
    await fillRun();
    rmSync(runLayout(root).journal, { recursive: true });
    const run = await READERS.open(root, context);
    const trials = run.trials();
    writeFileSync(runLayout(root).trial('1').config, '{');
    const added = runLayout(root).trial('9');
    mkdirSync(added.directory);
    writeFileSync(added.config, 'x: 0.');
    await run.refresh('files');
    expect(run.trials().slice(0, 4)).toEqual(trials);
    writeFileSync(added.config, 'x: 0.75\n');
    writeFileSync(added.result, 'loss: 0.125\n');
    expect((await run.refresh('files'))?.trials).toMatchObject([
      { trial: '9', state: 'success', loss: 0.125, config: { x: 0.75 } },
    ]);
  });

  it('loses a trial that was deleted by hand a few seconds later, when no other has gone', async () => {
    await fillRun();
    rmSync(runLayout(root).journal, { recursive: true });
    let seconds = 0;
    const run = await READERS.open(root, { clock: { ...systemClock, monotonic: () => seconds } });
    rmSync(runLayout(root).trial('1').directory, { recursive: true });
    expect(await run.refresh('files')).toBeNull();
    seconds = 4;
    expect(await run.refresh('files')).toMatchObject({ trials: [], deleted: ['1'] });
    expect(run.trials().map(({ trial }) => trial)).toEqual(['2', '3', '4']);
  });

  it('shows all of its trials while it is deleted bit by bit, and is gone with its record', async () => {
    await fillRun();
    const layout = runLayout(root);
    let seconds = 0;
    const run = await READERS.open(root, { clock: { ...systemClock, monotonic: () => seconds } });
    const [trials, counts] = [[...run.trials()], run.status().counts];
    rmSync(layout.trial('2').directory, { recursive: true });
    for (const part of [layout.journal, ...['4', '1', '3'].map((id) => layout.trial(id).directory)]) {
      rmSync(part, { recursive: true });
      seconds += 2;
      await run.refresh('files');
      expect(run.trials()).toEqual(trials);
      expect(run.status().counts).toEqual(counts);
    }
    rmSync(layout.record);
    await expect(run.refresh('files')).rejects.toMatchObject({ code: 'root-replaced' });
    expect(run.trials()).toEqual(trials);
  });

  it('stays free for others while it reads many trials, also where each takes long', async () => {
    const layout = runLayout(root);
    for (let number = 1; number <= 400; number += 1) {
      const files = layout.trial(String(number));
      mkdirSync(files.directory);
      writeFileSync(files.config, `x: ${number}.5\n`);
      writeFileSync(files.result, 'loss: 0.5\n');
    }
    rmSync(layout.journal, { recursive: true });
    let seconds = 0;
    const slow = { ...systemClock, monotonic: () => (seconds += 0.01) };
    expect(await turnsDuring(() => READERS.open(root, { clock: slow }))).toBeGreaterThan(400);
  });
});

describe('a run with a long journal', () => {
  it('stays free for others while it is read', async () => {
    const a = writerOf(root, 'a');
    for (let number = 1; number <= 10_000; number += 1) {
      a.begin(number, number);
    }
    expect(await turnsDuring(() => READERS.open(root, context))).toBeGreaterThan(4);
  });
});

/** How often others had their turn in the event loop while something was done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let over = false;
  const count = (): void => {
    turns += 1;
    if (!over) {
      setImmediate(count);
    }
  };
  setImmediate(count);
  await work();
  over = true;
  return turns;
}
