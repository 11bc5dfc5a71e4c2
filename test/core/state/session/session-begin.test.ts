import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleOf } from '../run-fixture.ts';
import { begin, finished, plan, sessionsOfThisFile, success } from '../sessions.ts';

const { root, open, inTrial, yaml, sessions } = sessionsOfThisFile();

describe('what a session begins', () => {
  it('numbers trials from 1 and leaves the files of a result', async () => {
    const session = await open('w1');
    const claim = await begin(session);
    expect(claim).toMatchObject({ trial: '1', attempt: 1, number: 1, previous: null, fidelity: 27 });
    expect(claim.directory).toBe(join(root(), 'results', 'config_1'));
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
      previous_directory: join(root(), 'results', 'config_1_rung_0'),
      config: { rate: 0.5, epochs: 9 },
      attempt: 1,
    });
    expect(readFileSync(inTrial('1_rung_1', 'previous_config.id'), 'utf8')).toBe('1_rung_0');
    expect(theirs && (await second.begin(theirs, promotion))).toBeNull();
    expect(second.ledger.evaluations).toEqual({ completed: 1, committed: 2 });
    expect(second.ledger.rung(0, 0)?.promoted.has('1_rung_0')).toBe(true);
  });

  it('takes another number where a directory without a trial is in the way', async () => {
    mkdirSync(join(root(), 'results', 'config_1'), { recursive: true });
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
});
