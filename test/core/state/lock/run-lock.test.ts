import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runLayout } from '#core/state/layout.ts';
import { createRunLock } from '#core/state/lock/run-lock.ts';
import type { StepOutcome } from '#core/state/session/step.ts';
import { openSession, type WorkerSession } from '#core/state/session/worker-session.ts';
import { sampleOf, temporaryRun } from '../run-fixture.ts';

let run: { readonly root: string; remove(): void };
const sessions: WorkerSession[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  run = await temporaryRun();
});
afterEach(() => {
  for (const session of sessions.splice(0)) {
    session.close();
  }
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
  }
  run.remove();
});

async function open(worker: string, lease = 0.5): Promise<WorkerSession> {
  const session = await openSession(run.root, worker, { lock_lease: lease });
  sessions.push(session);
  return session;
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 20) {
    if (waited > 30_000) {
      throw new Error('it never came to pass');
    }
    await sleep(20);
  }
}

function isStopped(pid: number | undefined): boolean {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T');
}

/** Starts the sleeper and waits until it sleeps with the lock in its hands. */
async function startSleeper(when: string): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('../sleeper.ts', import.meta.url));
  const child = fork(script, [run.root, when], { execArgv: ['--import', 'tsx'] });
  children.push(child);
  await once(child, 'message');
  await until(() => isStopped(child.pid));
  expect(existsSync(runLayout(run.root).lock)).toBe(true);
  return child;
}

async function wake(child: ChildProcess): Promise<StepOutcome> {
  const answer = once(child, 'message');
  child.kill('SIGCONT');
  const [message] = await answer;
  return message.outcome;
}

const onLinux = process.platform === 'linux';

describe('the lock of a run', () => {
  it('is held by one at a time and comes free again', async () => {
    const layout = runLayout(run.root);
    const [first, second] = ['first', 'second'].map((holder) => createRunLock(layout, { holder }));
    const held = await first?.acquire();
    let got = false;
    const waiting = second?.acquire().then((other) => {
      got = true;
      return other;
    });
    await sleep(100);
    expect(got).toBe(false);
    held?.release(false);
    (await waiting)?.release(false);
    expect(existsSync(layout.freeLock)).toBe(true);
    expect(existsSync(layout.lock)).toBe(false);
  });

  it('names its holder to whoever waits in vain', async () => {
    const layout = runLayout(run.root);
    const held = await createRunLock(layout, { holder: 'worker-a' }).acquire();
    held.sign();
    const waiting = createRunLock(layout, { holder: 'worker-b', timeout: 0.2 }).acquire();
    await expect(waiting).rejects.toMatchObject({
      code: 'lock-timeout',
      message: expect.stringContaining(`worker-a (process ${process.pid} on`),
    });
    held.release(false);
  });

  it('comes about again where somebody removed it by hand', async () => {
    const layout = runLayout(run.root);
    rmSync(layout.freeLock, { recursive: true });
    const session = await open('w1');
    await session.step({ decide: () => ({ reserve: 1 }) });
    expect(existsSync(layout.freeLock)).toBe(true);
  });

  it('is taken from a dead process of this machine without waiting for the lease', async () => {
    const script = `
      import { runLayout } from '#core/state/layout.ts';
      import { createRunLock } from '#core/state/lock/run-lock.ts';
      (await createRunLock(runLayout(${JSON.stringify(run.root)}), { holder: 'dead' }).acquire()).sign();
      process.stdout.write('held');
      setInterval(() => {}, 1000);
    `;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    await once(child.stdout, 'data');
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    expect(existsSync(runLayout(run.root).lock)).toBe(true);
    const session = await openSession(run.root, 'w1', { lock_timeout: 10, lock_lease: 1000 });
    sessions.push(session);
    const { reservations } = await session.step({ decide: () => ({ reserve: 1 }) });
    expect(reservations).toHaveLength(1);
  });

  it.skipIf(!onLinux)(
    'never gives one trial to two when it was broken under a sleeping holder (Linux)',
    async () => {
      const awake = await open('awake');
      const [reservation] = (await awake.step({ decide: () => ({ reserve: 1 }) })).reservations;
      expect(reservation && (await awake.enqueue(reservation, sampleOf(1)))).toBe('1');
      const child = await startSleeper('before-claim');
      const mine = await awake.step({ decide: () => ({ take: ['1'], reserve: 1 }) });
      expect(mine).toMatchObject({ taken: [{ trial: '1' }], reservations: [{ number: 3 }] });
      const theirs = await wake(child);
      expect(theirs).toMatchObject({ taken: [], reservations: [{ number: expect.any(Number) }] });
      expect(theirs.reservations[0]?.number).not.toBe(3);
      await awake.step({});
      expect(awake.ledger.get('1')).toMatchObject({ state: 'evaluating', worker: 'awake' });
      expect(mine.taken.map((claim) => awake.isSuperseded(claim))).toEqual([false]);
      expect(awake.ledger.evaluations).toEqual({ completed: 0, committed: 4 });
      expect([...awake.ledger.reservations.values()].map(({ worker }) => worker).sort()).toEqual([
        'awake',
        'sleeper',
      ]);
    },
  );

  it.skipIf(!onLinux)(
    'lets the newer of two results count when it was broken under a report (Linux)',
    async () => {
      const child = await startSleeper('before-report');
      const awake = await open('awake');
      const because = 'taken for dead';
      const { taken } = await awake.step({
        decide: () => ({ requeue: [{ trial: '1', because, counts: true }], take: ['1'] }),
      });
      const report = { kind: 'success', loss: 0.1, cost: null, learning_curve: null, extra: null } as const;
      await awake.step({ reports: taken.map((claim) => ({ claim, report, ended: Date.now(), seconds: 1 })) });
      expect(await wake(child)).toMatchObject({ taken: [] });
      await awake.step({});
      expect(awake.ledger.get('1')).toMatchObject({ loss: 0.1, worker: 'awake' });
      expect(awake.ledger.otherReports('1')).toMatchObject([{ loss: 0.9, writer: 'sleeper' }]);
      const result = readFileSync(runLayout(run.root).trial('1').result, 'utf8');
      expect(result).toBe('loss: 0.1\n');
    },
  );
});
