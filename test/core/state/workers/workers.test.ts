import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownIdentity, processStart } from '#core/platform/process-identity.ts';
import { runLayout } from '#core/state/layout.ts';
import { createLivenessObserver } from '#core/state/workers/liveness.ts';
import {
  createHeartbeat,
  createWorkerList,
  listWorkers,
  newWorkerId,
  registerWorker,
  type WorkerEntry,
  type WorkerRegistration,
  writeWorkerEnd,
} from '#core/state/workers/workers.ts';
import { fillUp, MOUNTS_MISSING, mountTmpfs } from '#test/support/mounts.ts';
import { temporaryRun } from '../run-fixture.ts';

let run: { readonly root: string; remove(): void };

beforeEach(async () => {
  run = await temporaryRun();
});
afterEach(() => run.remove());

const registration = (worker: string) => ({
  worker,
  generation: 0,
  version: '0.1.0',
  heartbeat: 10,
  max_evaluations: null,
});

const elsewhere = (worker: string, changes: Partial<WorkerRegistration> = {}): WorkerEntry => ({
  registration: {
    ...registration(worker),
    host: 'another-host',
    pid: process.pid,
    started: null,
    space: '',
    registered_at: '2026-01-31T12:00:00.000Z',
    ...changes,
  },
  end: null,
});

/** A clock that stands still until it is moved. */
function manualClock() {
  let seconds = 0;
  return {
    now: () => new Date(),
    monotonic: () => seconds,
    forward: (by: number) => {
      seconds += by;
    },
  };
}

/** A worker of another machine and one observer who looks at it. */
async function farWorker(changes: Partial<WorkerRegistration> = {}) {
  await registerWorker(run.root, registration('far'));
  const clock = manualClock();
  const observer = createLivenessObserver(run.root, 300, clock);
  const look = async () => (await observer.observe([elsewhere('far', changes)])).get('far');
  /** Looks once a second. */
  const watch = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      clock.forward(1);
      await look();
    }
    return await look();
  };
  return { clock, look, heartbeat: createHeartbeat(run.root, 'far'), watch };
}

describe('workers', () => {
  it('register under names of their own and say why they left', async () => {
    const [first, second] = [newWorkerId(), newWorkerId()];
    expect(first).not.toBe(second);
    expect(first).toMatch(/^[A-Za-z0-9-]+$/);
    await registerWorker(run.root, registration(first));
    await registerWorker(run.root, registration(second));
    await expect(registerWorker(run.root, registration(first))).rejects.toMatchObject({ code: 'usage' });
    const because = 'all 10 evaluations are done';
    const end = { worker: first, ended_at: 'x', reason: 'evaluations', because, evaluations: 4 } as const;
    const list = createWorkerList(run.root);
    expect((await list.refresh()).map((entry) => entry.end)).toEqual([null, null]);
    await writeWorkerEnd(run.root, end);
    const entries = await list.refresh();
    expect(entries.find((entry) => entry.registration.worker === first)).toMatchObject({
      registration: { pid: process.pid, host: ownIdentity().host },
      end,
    });
    expect(await listWorkers(run.root)).toEqual(entries);
  });

  it('write nothing into a root that is not theirs any more', async () => {
    createHeartbeat(run.root, 'stray').beat();
    const end = { worker: 'stray', ended_at: 'x', reason: 'stopped', because: '', evaluations: 0 } as const;
    await writeWorkerEnd(run.root, end);
    expect(readdirSync(runLayout(run.root).workers)).toEqual([]);
  });

  it.skipIf(MOUNTS_MISSING !== '')(
    `are seen to live on a disk that is full, where all of them wait for room${MOUNTS_MISSING}`,
    async () => {
      const { workers, beat } = runLayout(run.root);
      const disk = mountTmpfs(workers, '1m');
      try {
        await registerWorker(run.root, registration('far'));
        const heartbeat = createHeartbeat(run.root, 'far');
        heartbeat.beat();
        fillUp(join(workers, 'ballast'));
        heartbeat.beat();
        expect(readFileSync(beat('far'), 'utf8')).toBe('2\n');
      } finally {
        disk.unmount();
      }
    },
  );

  it('are passed over while their registration is not whole', async () => {
    writeFileSync(runLayout(run.root).registration('half'), '{"worker": "ha');
    expect(await listWorkers(run.root)).toEqual([]);
  });
});

describe('liveness', () => {
  it('is known at once for processes of this machine', async () => {
    const child = spawn('sleep', ['60'], { stdio: 'ignore' });
    await once(child, 'spawn');
    const pid = child.pid ?? 0;
    const here = { ...ownIdentity(), pid, started: processStart(pid) };
    const entries = [
      elsewhere('alive', here),
      elsewhere('reused', { ...here, started: 'another time' }),
      {
        ...elsewhere('ended', here),
        end: { worker: 'ended', ended_at: '', reason: 'stopped', because: '', evaluations: 0 },
      },
    ] as const;
    const observer = createLivenessObserver(run.root, 300);
    expect(Object.fromEntries(await observer.observe(entries))).toEqual({
      alive: true,
      reused: process.platform !== 'linux',
      ended: false,
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await observer.observe(entries)).get('alive')).toBe(false);
  });

  it('is told elsewhere by a heartbeat that moves, on the observer’s own clock', async () => {
    const { look, heartbeat, watch } = await farWorker();
    heartbeat.beat();
    expect(await look()).toBeNull();
    expect(await watch(299)).toBeNull();
    heartbeat.beat();
    expect(await look()).toBe(true);
    expect(await watch(299)).toBe(true);
    expect(await watch(1)).toBe(false);
    heartbeat.beat();
    expect(await look()).toBe(true);
  });

  it('runs out for a worker that never beat and for a name without registration', async () => {
    const clock = manualClock();
    const observer = createLivenessObserver(run.root, 300, clock);
    const look = async () => Object.fromEntries(await observer.observe([elsewhere('mute')], ['unknown']));
    expect(await look()).toEqual({ mute: null, unknown: null });
    for (let looks = 0; looks < 4; looks += 1) {
      clock.forward(75);
      await look();
    }
    expect(await look()).toEqual({ mute: false, unknown: false });
  });

  it('is not lost while nobody looked: the observer slept, or the disk was away for both', async () => {
    const { clock, look, heartbeat, watch } = await farWorker();
    heartbeat.beat();
    await look();
    heartbeat.beat();
    expect(await look()).toBe(true);
    clock.forward(3600);
    expect(await look()).toBe(true);
    expect(await watch(200)).toBe(true);
    heartbeat.beat();
    expect(await look()).toBe(true);
    clock.forward(3600);
    expect(await watch(226)).toBe(false);
  });

  it('is known to every observer of a process as soon as one of them has seen it', async () => {
    const { clock, heartbeat, watch } = await farWorker();
    heartbeat.beat();
    await watch(301);
    const another = createLivenessObserver(run.root, 300, clock);
    expect((await another.observe([elsewhere('far')])).get('far')).toBe(false);
    expect(another.evidence(elsewhere('far'))).toMatch(/stood still for 3\d\d s while this process looked/);
  });

  it('goes by the heartbeat where a process can’t be told from another one of its number', async () => {
    const { look, watch } = await farWorker({ ...ownIdentity(), started: null, pid: 2 ** 22 - 1 });
    expect(await look()).toBe(false);
    expect(await watch(1)).toBe(false);
  });
});
