import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installWriteHook } from '#core/platform/write-port.ts';
import { createRun } from '#core/state/root/create-run.ts';
import { recordOf } from '../run-fixture.ts';
import { begin, finished, plan, sessionsOfThisFile, success } from '../sessions.ts';

const { open, root, inTrial, yaml } = sessionsOfThisFile();

describe('a step of a session', () => {
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

  it('writes the files of a result whose trial has no directory any more: its function has cleared up', async () => {
    const session = await open('w1');
    const claim = await begin(session);
    rmSync(claim.directory, { recursive: true });
    await session.step({ reports: [finished(claim, success(0.5))] });
    expect(yaml('1', 'result.yaml').loss).toBe(0.5);
    expect(existsSync(inTrial('1', 'config.yaml'))).toBe(true);
  });

  it('does not bring the directory of a trial about again that was deleted before its files were written', async () => {
    const [session, person] = [await open('w1'), await open('person')];
    const claim = await begin(session);
    await session.step({ reports: [finished(claim, success(0.5))], settle: 'later' });
    await plan(person, { delete: ['1'] });
    rmSync(claim.directory, { recursive: true });
    await session.settle();
    expect(existsSync(claim.directory)).toBe(false);
    expect(session.isSettled).toBe(true);
  });

  it('writes no files of its results into another run that has taken the place of its own', async () => {
    const session = await open('w1');
    const claim = await begin(session);
    await session.step({ reports: [finished(claim, success(0.5))], settle: 'later' });
    rmSync(root(), { recursive: true });
    await createRun(root(), recordOf({ run_id: 'another' }));
    await expect(session.settle()).rejects.toMatchObject({ code: 'root-replaced' });
    expect(existsSync(claim.directory)).toBe(false);
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
    writeFileSync(claim.directory, 'in the way');
    await expect(session.settle()).rejects.toThrow('config_1');
    expect(session.isSettled).toBe(false);
    rmSync(claim.directory);
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
});
