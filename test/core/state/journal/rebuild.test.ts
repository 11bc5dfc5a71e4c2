import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entriesFromResults } from '#core/state/journal/rebuild.ts';
import { runLayout } from '#core/state/layout.ts';
import { createLedger } from '#core/state/ledger/ledger.ts';
import type { Claim, EvaluationReport, StepPlan } from '#core/state/session/step.ts';
import { openSession, type WorkerSession } from '#core/state/session/worker-session.ts';
import { sampleOf, temporaryRun } from '../run-fixture.ts';

let run: { readonly root: string; remove(): void };
const sessions: WorkerSession[] = [];

beforeEach(async () => {
  run = await temporaryRun();
});
afterEach(() => {
  for (const session of sessions.splice(0)) {
    session.close();
  }
  run.remove();
});

async function open(worker: string): Promise<WorkerSession> {
  const session = await openSession(run.root, worker);
  sessions.push(session);
  return session;
}

async function begin(session: WorkerSession, decision = sampleOf(0.5)): Promise<Claim> {
  const { reservations } = await session.step({ decide: () => ({ reserve: 1 }) });
  const [reservation] = reservations;
  const claim = reservation === undefined ? null : await session.begin(reservation, decision);
  if (claim === null) {
    throw new Error('no claim');
  }
  return claim;
}

const report = (session: WorkerSession, claim: Claim, what: EvaluationReport) =>
  session.step({
    reports: [{ claim, report: what, ended: claim.started + 1000 * claim.number, seconds: 0.5 }],
  });
const success = (loss: number) =>
  ({
    kind: 'success',
    loss,
    cost: 1.5,
    learning_curve: [1, loss],
    extra: { deep: { list: [1, 'no'] } },
  }) as const;
const plan = (session: WorkerSession, wanted: StepPlan) => session.step({ decide: () => wanted });

/** A run in which a bit of everything has happened. */
async function eventfulRun(): Promise<WorkerSession> {
  const [dead, alive] = [await open('dead'), await open('alive')];
  await report(alive, await begin(alive), success(0.5));
  const error = { type: 'ValueError', message: 'x: y', traceback: 'Traceback\n  …\n' };
  await report(alive, await begin(alive), { kind: 'failed', error, cost: 2 });
  await report(alive, await begin(alive), success(Number.NaN));
  await begin(dead);
  await begin(dead);
  await begin(dead);
  await plan(alive, { crash: [{ trial: '4', message: 'its worker died too often' }] });
  await plan(alive, { requeue: [{ trial: '5', because: 'dead', counts: true }] });
  await plan(alive, { requeue: [{ trial: '6', because: 'dead', counts: true }], take: ['6'] });
  const low = await begin(alive, { ...sampleOf(0.7), bracket: 0, rung: 0, fidelity: 3 });
  await report(alive, low, success(0.25));
  const [reservation] = (await plan(alive, { reserve: 1 })).reservations;
  const promotion = { kind: 'promote', from: '7_rung_0', bracket: 0, rung: 1, fidelity: 9 } as const;
  const high = reservation && (await alive.begin(reservation, promotion));
  expect(high?.trial).toBe('7_rung_1');
  return alive;
}

describe('a run whose journal is missing', () => {
  it('has the same trials, read from the files of results/', async () => {
    const { ledger } = await eventfulRun();
    const rebuilt = createLedger();
    rebuilt.apply(entriesFromResults(run.root));
    const told = (trials: typeof ledger.all) =>
      trials.map((trial) => ({ ...trial, started_at: trial.state === 'crashed' ? null : trial.started_at }));
    expect(told(rebuilt.all)).toEqual(told(ledger.all));
    expect(rebuilt.counts()).toEqual(ledger.counts());
    expect(rebuilt.requeues('5')).toBe(1);
    expect(rebuilt.best?.trial).toBe('7_rung_0');
    expect(rebuilt.rung(0, 0)?.promoted.has('7_rung_0')).toBe(true);
    expect(rebuilt.completed.map(({ trial }) => trial).sort()).toEqual(['1', '2', '3', '4', '7_rung_0']);
    expect(rebuilt.lastNumber).toBe(7);
  });

  it('goes on with it: the first worker writes the journal anew, the next finds it', async () => {
    const before = (await eventfulRun()).ledger;
    rmSync(runLayout(run.root).journal, { recursive: true });
    const [first, second] = await Promise.all([open('first'), open('second')]);
    expect(first.ledger.counts()).toEqual(before.counts());
    expect((await begin(first)).number).toBe(8);
    const { taken } = await plan(second, { take: ['5'] });
    expect(taken).toMatchObject([{ trial: '5', attempt: 2 }]);
    expect(second.ledger.evaluations).toEqual({ completed: 5, committed: 9 });
  });

  it('takes no result that a command has written for itself and that did not count', async () => {
    const session = await open('w1');
    const [failed, unfinished] = [await begin(session), await begin(session)];
    for (const { directory } of [failed, unfinished]) {
      writeFileSync(join(directory, 'result.yaml'), 'loss: 0.0\n');
    }
    const error = { type: 'Exit', message: 'exit code 3', traceback: '' };
    await report(session, failed, { kind: 'failed', error, cost: null });
    expect(existsSync(join(failed.directory, 'result.yaml'))).toBe(false);
    const rebuilt = createLedger();
    rebuilt.apply(entriesFromResults(run.root));
    expect(rebuilt.all.map(({ state, loss }) => [state, loss])).toEqual([
      ['failed', null],
      ['evaluating', null],
    ]);
  });

  it('leaves out directories that tell no configuration and results that are no numbers', () => {
    const layout = runLayout(run.root);
    for (const [name, files] of Object.entries({
      config_1: { 'config.yaml': 'rate: 1.0\n', 'result.yaml': 'loss: half' },
      config_2: { 'config.yaml': 'rate: [', 'result.yaml': 'loss: 1.0' },
      config_x: { 'config.yaml': 'rate: 1.0' },
      config_3: {},
    })) {
      mkdirSync(join(layout.results, name), { recursive: true });
      for (const [file, text] of Object.entries(files)) {
        writeFileSync(join(layout.results, name, file), text);
      }
    }
    const ledger = createLedger();
    ledger.apply(entriesFromResults(run.root));
    expect(ledger.all).toMatchObject([{ trial: '1', state: 'pending', loss: null }]);
  });
});

describe('files that a crash left missing', () => {
  it('are written again from the journal', async () => {
    const session = await eventfulRun();
    const layout = runLayout(run.root);
    const paths = [layout.trial('1').result, layout.trial('2').error, layout.trial('6').config];
    const texts = paths.map((path) => readFileSync(path, 'utf8'));
    rmSync(layout.trial('1').directory, { recursive: true });
    writeFileSync(layout.trial('2').error, '');
    rmSync(layout.trial('6').config);
    const next = await open('next');
    expect(await next.repair()).toEqual(['1', '2', '6']);
    expect(paths.map((path) => readFileSync(path, 'utf8'))).toEqual(texts);
    expect(await next.repair()).toEqual([]);
    await session.end('done');
    sessions.splice(sessions.indexOf(session), 1);
  });

  it('are found missing again after every look, even of workers that were looked at', async () => {
    const session = await open('w1');
    await report(session, await begin(session), success(1));
    await session.end('done');
    sessions.splice(sessions.indexOf(session), 1);
    const layout = runLayout(run.root);
    expect(await (await open('w2')).repair()).toEqual([]);
    rmSync(layout.trial('1').directory, { recursive: true });
    expect(await (await open('w3')).repair()).toEqual(['1']);
  });

  it('are cleared of what a killed worker left half-written', async () => {
    const session = await open('w1');
    await report(session, await begin(session), success(1));
    await session.end('done');
    sessions.splice(sessions.indexOf(session), 1);
    const { directory, result } = runLayout(run.root).trial('1');
    writeFileSync(join(directory, '.result.yaml.4242-0123abcd-7'), 'loss: 0');
    writeFileSync(join(directory, '.hidden'), 'of the pipeline');
    rmSync(result);
    expect(await (await open('w2')).repair()).toEqual(['1']);
    expect(readFileSync(result, 'utf8')).toContain('loss: 1.0');
    expect(() => readFileSync(join(directory, '.result.yaml.4242-0123abcd-7'))).toThrow('ENOENT');
    expect(readFileSync(join(directory, '.hidden'), 'utf8')).toBe('of the pipeline');
  });
});
