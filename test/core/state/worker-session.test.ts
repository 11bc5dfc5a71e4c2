import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { installWriteHook } from '#core/platform/write-port.ts';
import { changeRunRecord } from '#core/state/change-record.ts';
import { createRun } from '#core/state/create-run.ts';
import type { Claim, EvaluationReport, FinishedEvaluation, StepPlan } from '#core/state/step.ts';
import { openSession, type WorkerSession } from '#core/state/worker-session.ts';
import { recordOf, sampleOf, temporaryRun } from './run-fixture.ts';

let run: { readonly root: string; remove(): void };
const sessions: WorkerSession[] = [];

beforeEach(async () => {
  run = await temporaryRun();
});
afterEach(() => {
  installWriteHook(null);
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

const success = (loss: number, rest: Partial<Extract<EvaluationReport, { kind: 'success' }>> = {}) =>
  ({ kind: 'success', loss, cost: null, learning_curve: null, extra: null, ...rest }) as const;

function finished(claim: Claim, report: EvaluationReport): FinishedEvaluation {
  return { claim, report, ended: claim.started + 1500, seconds: 1.5 };
}

async function plan(session: WorkerSession, wanted: StepPlan) {
  return session.step({ decide: () => wanted });
}

/** Reserves a number and begins a trial with it. */
async function begin(session: WorkerSession, rate = 0.5): Promise<Claim> {
  const { reservations } = await plan(session, { reserve: 1 });
  const [reservation] = reservations;
  const claim = reservation === undefined ? null : await session.begin(reservation, sampleOf(rate));
  if (claim === null) {
    throw new Error('no claim');
  }
  return claim;
}

const inTrial = (trial: string, file: string) => join(run.root, 'results', `config_${trial}`, file);
const yaml = (trial: string, file: string) => parse(readFileSync(inTrial(trial, file), 'utf8'));

describe('a worker session', () => {
  it('that has ended may be closed, and costs nobody a file that was opened since', async () => {
    const session = await open('w1');
    await begin(session);
    await session.end('done');
    const path = join(run.root, 'other');
    const descriptor = openSync(path, 'w');
    session.close();
    writeSync(descriptor, 'whole');
    closeSync(descriptor);
    expect(readFileSync(path, 'utf8')).toBe('whole');
  });

  it('numbers trials from 1 and leaves the files of a result', async () => {
    const session = await open('w1');
    const claim = await begin(session);
    expect(claim).toMatchObject({ trial: '1', attempt: 1, number: 1, previous: null, fidelity: 27 });
    expect(claim.directory).toBe(join(run.root, 'results', 'config_1'));
    expect(readFileSync(inTrial('1', 'config.yaml'), 'utf8')).toBe('rate: 0.5\nepochs: 27\nkind: "no"\n');
    expect(yaml('1', 'metadata.yaml')).toMatchObject({ state: 'evaluating', worker: 'w1', time_end: null });
    await session.step({
      reports: [
        finished(claim, success(8, { cost: 2, learning_curve: [9, 8], extra: { note: 'x', list: [1] } })),
      ],
    });
    expect(readFileSync(inTrial('1', 'result.yaml'), 'utf8')).toBe(
      'loss: 8.0\ncost: 2.0\nlearning_curve: [9.0, 8.0]\ninfo_dict:\n  note: x\n  list: [1]\n',
    );
    expect(yaml('1', 'metadata.yaml')).toEqual({
      time_sampled: expect.any(Number),
      time_started: claim.started / 1000,
      time_end: (claim.started + 1500) / 1000,
      evaluation_duration: 1.5,
      state: 'success',
      worker: 'w1',
      attempt: 1,
      requeues: 0,
      bracket: null,
      rung: null,
      fidelity: 27,
      previous: null,
    });
  });

  it('records what a pipeline raised as the library does, without a result', async () => {
    const session = await open('w1');
    const claim = await begin(session);
    const error = { type: 'ValueError', message: 'no: good', traceback: 'Traceback\n  line\n' };
    await session.step({ reports: [finished(claim, { kind: 'failed', error, cost: null })] });
    expect(yaml('1', 'error.yaml')).toEqual({
      err: 'no: good',
      tb: 'Traceback\n  line\n',
      type: 'ValueError',
    });
    expect(existsSync(inTrial('1', 'result.yaml'))).toBe(false);
    expect(session.ledger.get('1')).toMatchObject({ state: 'failed', error });
  });

  it('keeps non-finite losses as what they are', async () => {
    const session = await open('w1');
    for (const loss of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      await session.step({ reports: [finished(await begin(session), success(loss))] });
    }
    expect(yaml('1', 'result.yaml').loss).toBeNaN();
    expect(yaml('2', 'result.yaml').loss).toBe(Number.POSITIVE_INFINITY);
    expect(session.ledger.completed.map(({ loss }) => loss)).toEqual(['NaN', 'Infinity', '-Infinity']);
    expect(session.ledger.best).toBeNull();
  });

  it('sees in a step what others wrote before it', async () => {
    const [first, second] = [await open('w1'), await open('w2')];
    const claim = await begin(first);
    expect(await plan(second, { reserve: 2 })).toMatchObject({
      reservations: [{ number: 2 }, { number: 3 }],
    });
    await first.step({ reports: [finished(claim, success(0.25))] });
    let seen: unknown;
    await second.step({
      decide: (ledger) => {
        seen = ledger.get('1')?.loss;
        return {};
      },
    });
    expect(seen).toBe(0.25);
    expect(second.ledger.evaluations).toEqual({ completed: 1, committed: 3 });
  });

  it('may be given the same reports again', async () => {
    const session = await open('w1');
    const report = finished(await begin(session), success(0.5));
    await session.step({ reports: [report] });
    await session.step({ reports: [report] });
    expect(session.ledger.evaluations.completed).toBe(1);
    expect(session.ledger.otherReports('1')).toEqual([]);
  });

  it('leaves the disk and the files of a result for later where the worker has something better to do', async () => {
    const session = await open('w1');
    const claim = await begin(session);
    const seen: string[] = [];
    installWriteHook({ before: () => undefined, after: (step) => seen.push(step) });
    await session.step({ reports: [finished(claim, success(1))], settle: 'later' });
    expect(seen).toContain('journal.append');
    expect(seen).not.toContain('journal.sync');
    expect([session.isSettled, existsSync(inTrial('1', 'result.yaml'))]).toEqual([false, false]);
    await session.settle();
    expect(seen).toEqual(expect.arrayContaining(['journal.sync', 'outcome.rename']));
    expect(seen.indexOf('journal.sync')).toBeLessThan(seen.indexOf('outcome.rename'));
    expect([session.isSettled, yaml('1', 'result.yaml')]).toEqual([true, { loss: 1 }]);
  });

  it('does in the next step what could not be settled', async () => {
    const session = await open('w1');
    const claim = await begin(session);
    await session.step({ reports: [finished(claim, success(1))], settle: 'later' });
    rmSync(claim.directory, { recursive: true });
    await expect(session.settle()).rejects.toThrow('config_1');
    expect(session.isSettled).toBe(false);
    mkdirSync(claim.directory);
    await session.step({});
    expect([session.isSettled, yaml('1', 'result.yaml')]).toEqual([true, { loss: 1 }]);
  });

  it('gives a trial whose worker died to the next, with its directory and a higher attempt', async () => {
    const [dead, heir] = [await open('dead'), await open('heir')];
    const claim = await begin(dead);
    writeFileSync(join(claim.directory, 'checkpoint'), 'half');
    const outcome = await plan(heir, {
      requeue: [{ trial: '1', because: 'its process is gone', counts: true }],
      take: ['1'],
    });
    expect(outcome.taken).toMatchObject([{ trial: '1', attempt: 2, directory: claim.directory }]);
    expect(readFileSync(join(claim.directory, 'checkpoint'), 'utf8')).toBe('half');
    expect(yaml('1', 'metadata.yaml')).toMatchObject({ worker: 'heir', attempt: 2, requeues: 1 });
    expect(dead.isSuperseded(claim)).toBe(true);
    const [taken] = outcome.taken;
    await heir.step({ reports: taken === undefined ? [] : [finished(taken, success(0.1))] });
    await dead.step({ reports: [finished(claim, success(0.9))] });
    expect(dead.ledger.get('1')).toMatchObject({ loss: 0.1, worker: 'heir' });
    expect(dead.ledger.otherReports('1')).toMatchObject([{ loss: 0.9, late: true }]);
    expect(yaml('1', 'result.yaml').loss).toBe(0.1);
  });

  it('gives a trial up with an error file, and lets a result that comes after all take its place', async () => {
    const [dead, heir] = [await open('dead'), await open('heir')];
    const claim = await begin(dead);
    await plan(heir, { crash: [{ trial: '1', message: 'its worker died 4 times' }] });
    expect(yaml('1', 'error.yaml')).toMatchObject({ type: 'Crashed', err: 'its worker died 4 times' });
    expect(heir.ledger.counts()).toMatchObject({ crashed: 1, evaluating: 0 });
    await dead.step({ reports: [finished(claim, success(0.4))] });
    expect(dead.ledger.get('1')).toMatchObject({ state: 'success', loss: 0.4 });
  });

  it('opens a failed trial again without its error file', async () => {
    const session = await open('w1');
    const error = { type: 'ValueError', message: 'x', traceback: '' };
    await session.step({ reports: [finished(await begin(session), { kind: 'failed', error, cost: null })] });
    await plan(session, { requeue: [{ trial: '1', because: 'asked', counts: false }] });
    expect(existsSync(inTrial('1', 'error.yaml'))).toBe(false);
    expect(session.ledger.counts()).toMatchObject({ pending: 1, failed: 0 });
    const { taken } = await plan(session, { take: ['1'] });
    expect(taken).toMatchObject([{ trial: '1', attempt: 2 }]);
  });

  it('hands a claim back without counting it', async () => {
    const [first, second] = [await open('w1'), await open('w2')];
    const claim = await begin(first);
    await first.handBack(claim, 'stopped now');
    expect(yaml('1', 'metadata.yaml')).toMatchObject({ state: 'pending', worker: null });
    const { taken } = await plan(second, { take: ['1', '1', '99'] });
    expect(taken).toMatchObject([{ trial: '1', attempt: 2 }]);
    expect(second.ledger.requeues('1')).toBe(0);
  });

  it('gives numbers back, its own when it ends', async () => {
    const [first, second] = [await open('w1'), await open('w2')];
    const { reservations } = await plan(first, { reserve: 3 });
    const [one] = reservations;
    if (one !== undefined) {
      await first.release(one, 'the optimizer waits');
    }
    second.refresh();
    expect(second.ledger.evaluations.committed).toBe(2);
    await first.end('done');
    second.refresh();
    expect(second.ledger.evaluations.committed).toBe(0);
    expect([...second.ledger.endedWriters]).toEqual(['w1']);
    sessions.splice(sessions.indexOf(first), 1);
  });

  it('lets nobody use a number that was taken back from him', async () => {
    const [sleeper, other] = [await open('sleeper'), await open('other')];
    const { reservations } = await plan(sleeper, { reserve: 1 });
    await plan(other, { release: [{ number: 1, worker: 'sleeper', because: 'dead' }], reserve: 1 });
    const [reservation] = reservations;
    expect(reservation && (await sleeper.begin(reservation, sampleOf(1)))).toBeNull();
    sleeper.refresh();
    other.refresh();
    expect(sleeper.ledger.size).toBe(0);
    expect(other.ledger.evaluations.committed).toBe(1);
  });

  it('takes no number from a worker that has used it meanwhile', async () => {
    const [slow, other] = [await open('slow'), await open('other')];
    await begin(slow);
    await plan(other, { release: [{ number: 1, worker: 'slow', because: 'dead' }] });
    expect(other.ledger.get('1')).toMatchObject({ state: 'evaluating' });
  });

  it('promotes a trial once, with the fidelity of the higher rung and its own directory', async () => {
    const [first, second] = [await open('w1'), await open('w2')];
    const low = { ...sampleOf(0.5), bracket: 0, rung: 0, fidelity: 3 };
    const [reservation] = (await plan(first, { reserve: 1 })).reservations;
    const claim = reservation && (await first.begin(reservation, low));
    expect(claim?.trial).toBe('1_rung_0');
    await first.step({ reports: claim ? [finished(claim, success(0.5))] : [] });
    const promotion = { kind: 'promote', from: '1_rung_0', bracket: 0, rung: 1, fidelity: 9 } as const;
    const [mine] = (await plan(first, { reserve: 1 })).reservations;
    const [theirs] = (await plan(second, { reserve: 1 })).reservations;
    const promoted = mine && (await first.begin(mine, promotion));
    expect(promoted).toMatchObject({
      trial: '1_rung_1',
      previous: '1_rung_0',
      previous_directory: join(run.root, 'results', 'config_1_rung_0'),
      config: { rate: 0.5, epochs: 9 },
      attempt: 1,
    });
    expect(readFileSync(inTrial('1_rung_1', 'previous_config.id'), 'utf8')).toBe('1_rung_0');
    expect(theirs && (await second.begin(theirs, promotion))).toBeNull();
    expect(second.ledger.evaluations).toEqual({ completed: 1, committed: 2 });
    expect(second.ledger.rung(0, 0)?.promoted.has('1_rung_0')).toBe(true);
  });

  it('takes another number where a directory without a trial is in the way', async () => {
    mkdirSync(join(run.root, 'results', 'config_1'), { recursive: true });
    writeFileSync(inTrial('1', 'result.yaml'), 'loss: 1.0\n');
    const session = await open('w1');
    const [reservation] = (await plan(session, { reserve: 1 })).reservations;
    expect(reservation && (await session.begin(reservation, sampleOf(1)))).toBeNull();
    expect((await begin(session)).trial).toBe('2');
    expect(readFileSync(inTrial('1', 'result.yaml'), 'utf8')).toBe('loss: 1.0\n');
  });

  it('queues a configuration for whoever takes it', async () => {
    const [first, second] = [await open('w1'), await open('w2')];
    const [reservation] = (await plan(first, { reserve: 1 })).reservations;
    expect(reservation && (await first.enqueue(reservation, sampleOf(2)))).toBe('1');
    const { taken } = await plan(second, { take: ['1'] });
    expect(taken).toMatchObject([{ trial: '1', attempt: 1, config: { rate: 2 } }]);
  });

  it('writes nothing into a root that was replaced', async () => {
    const session = await open('w1');
    const claim = await begin(session);
    renameSync(run.root, `${run.root}-old`);
    await expect(session.step({})).rejects.toMatchObject({ code: 'root-replaced' });
    await createRun(run.root, recordOf({ run_id: 'another' }));
    expect(session.lookAtRoot()).toBe('replaced');
    await expect(session.step({ reports: [finished(claim, success(1))] })).rejects.toMatchObject({
      code: 'root-replaced',
    });
    await expect(session.begin({ number: 2, fence: 1 }, sampleOf(1))).rejects.toMatchObject({
      code: 'root-replaced',
    });
    renameSync(run.root, `${run.root}-other`);
    expect(session.lookAtRoot()).toBe('gone');
    writeFileSync(run.root, 'a file');
    expect(session.lookAtRoot()).toBe('gone');
    rmSync(run.root);
    renameSync(`${run.root}-other`, run.root);
    const untouched = await openSession(run.root, 'w2');
    sessions.push(untouched);
    expect(untouched.ledger.size).toBe(0);
    expect(existsSync(join(run.root, '.incumbent', 'journal', 'fences', '1'))).toBe(false);
  });

  it('works on with settings that were changed meanwhile', async () => {
    const session = await open('w1');
    await changeRunRecord(run.root, (record) => ({
      ...record,
      settings: { ...record.settings, max_evaluations_total: 20 },
    }));
    await session.step({});
    expect(session.record.settings.max_evaluations_total).toBe(20);
    expect((await begin(session)).trial).toBe('1');
  });

  it('refuses a name that a writer had before', async () => {
    await open('w1');
    await expect(openSession(run.root, 'w1')).rejects.toMatchObject({ code: 'io' });
  });
});
