import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { IncumbentError } from '#core/contract/errors.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import type { Ask } from '#core/optimizers/optimizer.ts';
import type { PipelineHost } from '#core/pipeline/pipeline.ts';
import { systemClock } from '#core/platform/clock.ts';
import { installWriteHook } from '#core/platform/write-port.ts';
import { runLayout } from '#core/state/layout.ts';
import { createRun } from '#core/state/root/create-run.ts';
import { openSession } from '#core/state/session/worker-session.ts';
import { recordOf, sampleOf } from '#test/core/state/run-fixture.ts';
import { always, FAILURE, loopingWorkersOfThisFile, recordWith, SUCCESS } from '../looping-workers.ts';

const { root, worker, sessions } = loopingWorkersOfThisFile();

describe('a worker that holds a batch', () => {
  it('begins none of it once the cost is spent, and hands the rest back', async () => {
    const { session, loop } = await worker({
      max_evaluations_total: null,
      max_cost_total: 2,
      sample_batch_size: 5,
    });
    expect(await loop).toMatchObject({ exit: { reason: 'cost' }, evaluations: 2 });
    expect(session.ledger.counts()).toMatchObject({ success: 2, pending: 3, evaluating: 0 });
  });

  it('begins none of it once others have completed the total', async () => {
    const helped: PipelineHost = {
      ...always(SUCCESS),
      evaluate: async () => {
        await completeThree(root());
        return SUCCESS;
      },
    };
    const settings = { sample_batch_size: 4, continue_until_max_evaluation_completed: true };
    const { session, loop } = await worker({ ...settings, max_evaluations_total: 4 }, { host: helped });
    expect(await loop).toMatchObject({ exit: { reason: 'evaluations' }, evaluations: 1 });
    expect(session.ledger.counts()).toMatchObject({ success: 4, pending: 3 });
  });
});

/** Another worker's three evaluations. */
async function completeThree(root: string): Promise<void> {
  const session = await openSession(root, 'w2');
  sessions.push(session);
  const { reservations } = await session.step({ decide: () => ({ reserve: 3 }) });
  const decision = { kind: 'sample', bracket: null, rung: null, fidelity: 27 } as const;
  for (const reservation of reservations) {
    const claim = await session.begin(reservation, {
      ...decision,
      config: { rate: 1, epochs: 27, kind: 'no' },
    });
    const report = { kind: 'success', loss: 1, cost: 1, learning_curve: null, extra: null } as const;
    await session.step({ reports: claim === null ? [] : [{ claim, report, ended: 0, seconds: 0 }] });
  }
}

describe('a worker whose optimizer takes no time', () => {
  const timeless = { ...systemClock, monotonic: () => 0 };

  it('lets the disk work while the pipeline does, and is done with it at the end', async () => {
    const seen: string[] = [];
    const noting: PipelineHost = {
      ...always(SUCCESS),
      evaluate: async ({ trial }) => {
        seen.push(`call ${trial}`);
        return SUCCESS;
      },
    };
    installWriteHook({
      before: () => undefined,
      after: (step) => ['journal.sync', 'outcome.rename'].includes(step) && seen.push(step),
    });
    const { session, loop } = await worker({ max_evaluations_total: 3 }, { host: noting, clock: timeless });
    expect(await loop).toMatchObject({ evaluations: 3 });
    const settled = ['journal.sync', 'outcome.rename'];
    expect(seen).toEqual(['call 1', 'call 2', ...settled, 'call 3', ...settled, ...settled]);
    expect(session.isSettled).toBe(true);
  });

  it('writes later what the disk refused at first', async () => {
    const refused = ['outcome.rename', 'outcome.rename', 'journal.sync'];
    installWriteHook({
      before: (step) => {
        if (refused[0] === step) {
          refused.shift();
          throw Object.assign(new Error('ENOSPC: refused'), { code: 'ENOSPC' });
        }
      },
      after: () => undefined,
    });
    const { root, loop } = await worker({ max_evaluations_total: 3 }, { clock: timeless });
    expect(await loop).toMatchObject({ exit: { reason: 'evaluations' }, evaluations: 3 });
    expect(refused).toEqual([]);
    for (const trial of ['1', '2', '3']) {
      expect(readFileSync(runLayout(root).trial(trial).result, 'utf8')).toContain('loss: 1');
    }
  });
});

describe('a worker that meets a fault', () => {
  it('still reports the result that it has in hand', async () => {
    const full = new IncumbentError('internal', 'no stop could be written');
    const { session, loop } = await worker(
      { ignore_errors: false },
      { host: always(FAILURE), halt: () => Promise.reject(full) },
    );
    expect(await loop).toMatchObject({ exit: { reason: 'system', because: full.message }, evaluations: 1 });
    expect(session.ledger.counts()).toMatchObject({ failed: 1, evaluating: 0 });
  });

  it('hands a trial back whose directory can not be made', async () => {
    let time = 0;
    const hasty = { ...systemClock, monotonic: () => (time += 10) };
    const { root, session, loop } = await worker({}, { clock: hasty });
    rmSync(join(root, 'results'), { recursive: true });
    writeFileSync(join(root, 'results'), 'in the way');
    const { exit } = await loop;
    expect(exit).toMatchObject({ reason: 'system', because: expect.stringContaining('results') });
    expect(session.ledger.counts()).toMatchObject({ evaluating: 0, success: 0 });
  });
});

describe('a worker on a disk that is full for a moment', () => {
  it.each([
    'journal.append',
    'claim.create',
    'trial.make',
    'trial.write',
    'trial.place',
    'metadata.write',
    'outcome.rename',
    'journal.sync',
  ])('evaluates no trial at a second attempt because %s was refused', async (refused) => {
    const settings = { max_evaluations_total: 4 };
    await enqueueTwo(root(), settings);
    let seen = 0;
    installWriteHook({
      before: (step) => {
        seen += step === refused ? 1 : 0;
        if (step === refused && [2, 5].includes(seen)) {
          throw Object.assign(new Error('ENOSPC: refused'), { code: 'ENOSPC' });
        }
      },
      after: () => undefined,
    });
    const { session, loop } = await worker(settings);
    expect(await loop).toMatchObject({ exit: { reason: 'evaluations' }, evaluations: 4 });
    expect(seen).toBeGreaterThan(1);
    expect(session.ledger.all.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(
      Array(4).fill('success 1'),
    );
  });
});

/** Two trials that wait, of somebody who has left. */
async function enqueueTwo(root: string, settings: Partial<RunSettings>): Promise<void> {
  await createRun(root, recordWith(settings));
  const session = await openSession(root, 'before');
  const { reservations } = await session.step({ decide: () => ({ reserve: 2 }) });
  for (const reservation of reservations) {
    await session.enqueue(reservation, sampleOf(1));
  }
  await session.end('they wait for a worker');
}

describe('a worker that writes for TensorBoard', () => {
  it('does not bring its directory about again where that was moved away', async () => {
    let time = 0;
    const hasty = { ...systemClock, monotonic: () => (time += 10) };
    const place = root();
    const moving: PipelineHost = {
      ...always(SUCCESS),
      evaluate: async () => {
        renameSync(place, `${place}-moved`);
        return SUCCESS;
      },
    };
    const incumbent = { ...recordOf().settings.incumbent, tensorboard: true };
    const { loop } = await worker({ incumbent }, { host: moving, clock: hasty });
    expect(await loop).toMatchObject({ exit: { reason: 'root-replaced' } });
    expect(existsSync(place)).toBe(false);
  });
});

describe('a worker that evaluates a trial again', () => {
  it('goes on without the curve where the earlier one can not be taken away', async () => {
    const first = await worker({ max_evaluations_total: 1 });
    await first.loop;
    const { curve } = runLayout(first.root).trial('1');
    writeFileSync(curve, '3\n');
    await first.session.step({
      decide: () => ({ requeue: [{ trial: '1', because: 'again', counts: false }] }),
    });
    installWriteHook({
      before: (_, call) => {
        if ('path' in call && call.path === curve) {
          throw Object.assign(new Error('EACCES: refused'), { code: 'EACCES' });
        }
      },
      after: () => undefined,
    });
    const { session, loop } = await worker({ max_evaluations_total: 1 }, {}, 'w2');
    expect(await loop).toMatchObject({ exit: { reason: 'evaluations' }, evaluations: 1 });
    expect(session.ledger.get('1')).toMatchObject({ attempt: 2, state: 'success', learning_curve: null });
  });
});

describe('a worker whose optimizer waits', () => {
  it('leaves, and says why, where nothing is under way that it could wait for', async () => {
    let asked = 0;
    const ask: Ask = () => {
      asked += 1;
      return { kind: 'wait' };
    };
    const { session, loop } = await worker({ sample_batch_size: 3 }, { ask });
    expect(await loop).toMatchObject({
      exit: {
        reason: 'exhausted',
        because: 'the optimizer waits for results although nothing is under way: it has no more to ask',
      },
      evaluations: 0,
    });
    expect(asked).toBe(6);
    expect(session.ledger.reservations.size).toBe(0);
  });

  it('goes on where it has something to ask after all', async () => {
    let asked = 0;
    const ask: Ask = () => {
      asked += 1;
      return asked === 1 ? { kind: 'wait' } : sampleOf(1);
    };
    const { loop } = await worker({ max_evaluations_total: 2 }, { ask });
    expect(await loop).toMatchObject({ exit: { reason: 'evaluations' }, evaluations: 2 });
  });
});
