import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunUpdate } from '#core/contract/run/run-view.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { systemClock } from '#core/platform/clock.ts';
import { silentLogger } from '#core/platform/log.ts';
import { runLayout } from '#core/state/layout.ts';
import { createRun } from '#core/state/root/create-run.ts';
import { DEFAULT_TIMING } from '#core/watch/run/refresh-loop.ts';
import { createRunWatches, type RunWatches, type RunWatchesOptions } from '#core/watch/run/run-watch.ts';
import { newRun, recordWith, removeRun, writerOf } from '#test/core/readers/run-directory.ts';
import { takeUpdate } from '#test/support/take-update.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { type ManualTime, manualTime } from '../manual-time.ts';

/** Longer than any test: what comes, comes by an event. */
const NEVER = 2 ** 31 - 1;
/** By so much a timer of Node may be early. */
const TIMER_MS = 1;
const onLinux = process.platform === 'linux';

let root = '';
let watches: RunWatches;
let children: ChildProcess[] = [];

beforeEach(async () => {
  root = await newRun();
});

afterEach(async () => {
  for (const child of children) {
    child.kill('SIGKILL');
  }
  children = [];
  await watches.dispose();
  removeRun(root);
});

function watchWith(options: Partial<RunWatchesOptions> = {}): RunWatches {
  watches = createRunWatches({ clock: systemClock, log: silentLogger, ...options });
  return watches;
}

/** Starts a process that writes into the run. */
function writing(writer: string, count: number, env: Record<string, string> = {}): ChildProcess {
  const script = fileURLToPath(new URL('../writing-child.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, root, writer, String(count), env.PAUSE ?? '0'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

/** Lets manual time pass in small steps until the promise is settled: what it waits for also takes real time. */
async function settled<T>(promise: Promise<T>, time: ManualTime): Promise<T> {
  let done = false;
  void promise.finally(() => {
    done = true;
  });
  await waitUntil(() => time.pass(20).then(() => done));
  return await promise;
}

/** A client: it keeps what it received and what it would show. */
class Client {
  readonly updates: RunUpdate[] = [];
  readonly trials = new Map<string, Trial>();
  readonly controller = new AbortController();
  readonly done: Promise<void>;

  constructor(lastSeq: number | null = null) {
    const live = watches.subscribe(root, { lastSeq, signal: this.controller.signal });
    this.done = this.#follow(live);
    this.done.catch(() => undefined);
  }

  get last(): RunUpdate {
    const last = this.updates.at(-1);
    if (last === undefined) {
      throw new Error('Nothing was received yet');
    }
    return last;
  }

  async #follow(live: AsyncIterable<RunUpdate>): Promise<void> {
    for await (const update of live) {
      takeUpdate(this.trials, update);
      this.updates.push(update);
    }
  }
}

describe('watching a run', () => {
  it('gives every client a snapshot, then numbered deltas, while another process writes', async () => {
    watchWith();
    const first = new Client();
    await waitUntil(() => first.updates.length > 0);
    expect(first.updates[0]).toMatchObject({ kind: 'snapshot', trials: [] });
    const begun = performance.now();
    writing('a', 100, { PAUSE: '3' });
    await waitUntil(() => first.trials.size > 10);
    const second = new Client();
    // A look may come between the two lines of a trial.
    const isWhole = ({ trials }: Client) =>
      trials.size === 100 && [...trials.values()].every(({ state }) => state === 'success');
    await waitUntil(() => isWhole(first) && isWhole(second) && first.last.seq === second.last.seq);
    const looks = (performance.now() - begun) / (DEFAULT_TIMING.coalesceMs - TIMER_MS);
    const seqs = first.updates.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
    expect(new Map([...second.trials].sort())).toEqual(new Map([...first.trials].sort()));
    expect(first.last.status).toMatchObject({ counts: { success: 100 }, state: 'running' });
    expect(first.last.events[0]).toMatchObject({ kind: 'new-best', trial: '100' });
    expect(first.updates.length).toBeLessThan(looks + 2);
  });

  it('continues where a client left, and starts anew for a number that is not its own', async () => {
    watchWith();
    const first = new Client();
    await waitUntil(() => first.updates.length > 0);
    const seen = first.last.seq;
    const a = writerOf(root, 'a');
    a.begin(1, 1);
    await waitUntil(() => first.trials.size === 1);
    const back = new Client(seen);
    await waitUntil(() => back.updates.length > 0);
    expect(back.updates[0]).toMatchObject({ kind: 'delta', seq: first.last.seq, trials: [{ trial: '1' }] });
    const stranger = new Client(seen - 5);
    await waitUntil(() => stranger.updates.length > 0);
    expect(stranger.updates[0]).toMatchObject({ kind: 'snapshot', trials: [{ trial: '1' }] });
  });

  it('numbers anew after a pause: a client of before gets a snapshot', async () => {
    const time = manualTime();
    watchWith({ ...time, events: false, timing: { graceMs: 0 } });
    const first = new Client();
    await waitUntil(() => first.updates.length > 0);
    const { seq } = first.last;
    first.controller.abort();
    await first.done;
    await waitUntil(() => time.pass(20).then(() => time.waiting === 0));
    const back = new Client(seq);
    await waitUntil(() => back.updates.length > 0);
    expect(back.updates[0]?.kind).toBe('snapshot');
  });

  it('merges for a client that reads slowly', async () => {
    const time = manualTime();
    watchWith({ ...time, events: false });
    const live = watches.subscribe(root);
    await live.next();
    const a = writerOf(root, 'a');
    for (let number = 1; number <= 30; number += 1) {
      a.begin(number, number);
      await settled(watches.look(root), time);
    }
    a.line({ op: 'delete', trial: '7' }, 50);
    await settled(watches.look(root), time);
    const { value } = await live.next();
    expect(value).toMatchObject({ kind: 'delta', deleted: ['7'] });
    expect(value?.trials.length).toBe(29);
    await live.return();
  });

  it('refuses what is no run when the first update is asked for', async () => {
    watchWith();
    rmSync(runLayout(root).engine, { recursive: true });
    await expect(watches.subscribe(root).next()).rejects.toMatchObject({ code: 'root-not-a-run' });
    await createRun(root, recordWith());
    const later = watches.subscribe(root);
    expect((await later.next()).value).toMatchObject({ kind: 'snapshot' });
    await later.return();
  });

  it('opens nothing for who asked just before it is disposed of', async () => {
    watchWith();
    const asked = watches.hold(root);
    await Promise.all([watches.dispose(), expect(asked).rejects.toThrow('the engine has ended')]);
  });

  it('ends all clients when it is disposed of', async () => {
    watchWith();
    const client = new Client();
    await waitUntil(() => client.updates.length > 0);
    await watches.dispose();
    await client.done;
    await expect(watches.subscribe(root).next()).rejects.toMatchObject({ code: 'internal' });
  });

  it('closes some time after the last client has left, and is taken up again before that', async () => {
    const time = manualTime();
    watchWith({ ...time, events: false, timing: { graceMs: 10_000 } });
    const first = watches.subscribe(root);
    const snapshot = await first.next();
    await first.return();
    await time.pass(9000);
    const second = watches.subscribe(root, { lastSeq: snapshot.value?.seq ?? null });
    writerOf(root, 'a').begin(1, 1);
    expect((await settled(second.next(), time)).value?.kind).toBe('delta');
    await second.return();
    await time.pass(10_000);
    await waitUntil(() => time.waiting === 0);
  });
});

describe('what wakes a watcher', () => {
  it('is the file event: with it the update comes without any poll', async () => {
    watchWith({ timing: { pollMs: NEVER, livenessMs: NEVER } });
    const client = new Client();
    await waitUntil(() => client.updates.length > 0);
    // Whatever is written before chokidar is ready is found by the look that follows its being ready.
    writing('a', 5, { PAUSE: '200' });
    await waitUntil(() => client.trials.size === 5);
    expect(client.updates.length).toBeGreaterThan(1);
  });

  it('is the slow poll alone where there are no events: the update comes only with it', async () => {
    const time = manualTime();
    watchWith({ ...time, events: false });
    const client = new Client();
    await waitUntil(() => client.updates.length > 0);
    const a = writerOf(root, 'a');
    a.begin(1, 1);
    await time.pass(4900);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(client.trials.size).toBe(0);
    await time.pass(100);
    await waitUntil(() => time.pass(20).then(() => client.trials.size === 1));
  });

  it('is a journal that comes into being while it is watched', async () => {
    rmSync(runLayout(root).journal, { recursive: true });
    watchWith({ timing: { pollMs: NEVER, livenessMs: NEVER } });
    const client = new Client();
    await waitUntil(() => client.updates.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const other = await newRun();
    writerOf(other, 'a').begin(1, 1);
    renameSync(runLayout(other).journal, runLayout(root).journal);
    await waitUntil(() => client.trials.size === 1);
    removeRun(other);
  });

  it.skipIf(!onLinux)('is the death of a worker, though no file changed (needs /proc)', async () => {
    watchWith({ timing: { pollMs: NEVER } });
    const client = new Client();
    const child = writing('a', 3, { LEAVE_ONE: '1' });
    await waitUntil(() => client.trials.get('4')?.state === 'evaluating');
    await waitUntil(() => client.last.status.workers[0]?.alive === true);
    child.kill('SIGKILL');
    await waitUntil(() => client.trials.get('4')?.state === 'stale');
    expect(client.last.status).toMatchObject({
      state: 'stalled',
      counts: { stale: 1, success: 3 },
      workers: [{ id: 'a', alive: false }],
    });
    expect(client.last.events.some(({ kind }) => kind === 'worker-died')).toBe(true);
  });
});

describe('a root that changes beneath its watcher', () => {
  it('is said to be gone, and shown again when it is back', async () => {
    watchWith();
    writerOf(root, 'a').begin(1, 1);
    const client = new Client();
    await waitUntil(() => client.updates.length > 0);
    renameSync(root, `${root}-away`);
    await waitUntil(() => client.last.status.state === 'unknown');
    expect(client.last.status.problems.at(-1)).toMatchObject({ code: 'root-replaced', severity: 'error' });
    expect(client.last.status.message).toContain(root);
    expect(client.trials.size).toBe(1);
    renameSync(`${root}-away`, root);
    await waitUntil(() => client.last.kind === 'snapshot' && client.updates.length > 1);
    expect(client.last.status.problems).toEqual([]);
    writerOf(root, 'b').begin(2, 2);
    await waitUntil(() => client.trials.size === 2);
  });

  it('is gone when it is deleted, though its last files look like the run of another program', async () => {
    watchWith();
    const a = writerOf(root, 'a');
    for (const number of [1, 2, 3]) {
      a.begin(number, number);
      a.report(number, number, 0.5);
      const files = runLayout(root).trial(String(number));
      mkdirSync(files.directory, { recursive: true });
      writeFileSync(files.metadata, 'id: x\n');
    }
    const client = new Client();
    await waitUntil(() => client.trials.size === 3);
    rmSync(dirname(runLayout(root).record), { recursive: true });
    await waitUntil(() => client.last.status.state === 'unknown');
    for (const number of [1, 2]) {
      rmSync(runLayout(root).trial(String(number)).directory, { recursive: true });
      await watches.look(root);
    }
    expect(client.last.status.message).toContain('This run is gone');
    rmSync(root, { recursive: true });
    await watches.look(root);
    expect(client.trials.size).toBe(3);
    expect(client.updates.filter(({ kind }) => kind === 'snapshot')).toHaveLength(1);
    await createRun(root, recordWith({ record: { run_id: 'run-2' } }));
    await waitUntil(() => client.last.status.run_id === 'run-2');
  });

  it('is another run when another has taken its place: a new snapshot', async () => {
    watchWith();
    writerOf(root, 'a').begin(1, 1);
    const client = new Client();
    await waitUntil(() => client.updates.length > 0);
    rmSync(root, { recursive: true });
    await createRun(root, recordWith({ record: { run_id: 'run-2' } }));
    await waitUntil(() => client.last.status.run_id === 'run-2');
    await waitUntil(() => client.updates.some((update, index) => index > 0 && update.kind === 'snapshot'));
    expect(client.trials.size).toBe(0);
    writerOf(root, 'b').begin(5, 1);
    await waitUntil(() => client.trials.has('5'));
  });
});
