import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Home, HomeRun } from '#core/contract/home.ts';
import { systemClock } from '#core/platform/clock.ts';
import { silentLogger } from '#core/platform/log.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { runKey } from '#core/readers/run-key.ts';
import { runLayout } from '#core/state/layout.ts';
import { requestStop } from '#core/state/root/control.ts';
import { createRun } from '#core/state/root/create-run.ts';
import { createRunsHome, type RunsHome } from '#core/watch/home/home.ts';
import { createRunWatches, type RunWatches } from '#core/watch/run/run-watch.ts';
import { recordWith, writerOf } from '#test/core/readers/run-directory.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { manualTime } from '../manual-time.ts';

const SHARED = { clock: systemClock, log: silentLogger };

let folder = '';
let data = '';
let open: { home: RunsHome; watches: RunWatches }[] = [];

beforeEach(() => {
  folder = folderWith({});
  data = join(folder, 'data');
});

afterEach(async () => {
  for (const { home, watches } of open) {
    await home.dispose();
    await watches.dispose();
  }
  open = [];
  removeFolder(folder);
});

function newHome({ events = true, tickMs = 100 } = {}): RunsHome {
  const watches = createRunWatches({ ...SHARED, events, timing: { pollMs: 300 } });
  const timing = { emitMs: 50, tickMs, scanMs: 500 };
  const home = createRunsHome({ ...SHARED, directory: data, watches, events, timing });
  open.push({ home, watches });
  return home;
}

async function runAt(...path: string[]): Promise<string> {
  const root = join(folder, ...path);
  await createRun(root, recordWith({ record: { run_id: path.join('/') } }));
  return root;
}

/** A screen that shows the list. */
class Screen {
  readonly lists: Home[] = [];
  readonly controller = new AbortController();
  readonly done: Promise<void>;

  constructor(home: RunsHome) {
    this.done = this.#follow(home);
    this.done.catch(() => undefined);
  }

  get last(): Home {
    return this.lists.at(-1) ?? { seq: 0, runs: [], watched_folders: [] };
  }

  row(root: string): HomeRun | undefined {
    return this.last.runs.find((run) => run.root === root);
  }

  async #follow(home: RunsHome): Promise<void> {
    for await (const list of home.watch({ signal: this.controller.signal })) {
      this.lists.push(list);
    }
  }
}

/** The same watches, and of which roots a look or a watcher was asked for. */
function counted(watches: RunWatches) {
  const [read, held]: [string[], string[]] = [[], []];
  const counting: RunWatches = {
    ...watches,
    peek: async (root) => {
      read.push(root);
      return await watches.peek(root);
    },
    hold: async (root) => {
      held.push(root);
      return await watches.hold(root);
    },
  };
  return { counting, read, held };
}

/** A run of which it takes a while until what was read of its files is shown. */
function lookedAtSlowly(run: OpenedRun, wait: () => Promise<void>): OpenedRun {
  const refresh: OpenedRun['refresh'] = async (scope) => {
    const change = await run.refresh(scope);
    await wait();
    return change;
  };
  return {
    ...run,
    refresh,
    facts: () => run.facts(),
    status: () => run.status(),
    trials: () => run.trials(),
    watchTargets: () => run.watchTargets(),
    close: () => run.close(),
  };
}

describe('the list of runs', () => {
  it('shows an opened run with its status and trajectory', async () => {
    const root = await runAt('one');
    const a = writerOf(root, 'a');
    for (const [index, loss] of [0.5, 0.75, 0.25].entries()) {
      a.begin(index + 1, 2 * index + 1);
      a.report(index + 1, 2 * index + 2, loss);
    }
    const home = newHome();
    const { key } = await home.open(root);
    expect(key).toBe(runKey(root));
    const screen = new Screen(home);
    await waitUntil(() => screen.row(root)?.status);
    expect(screen.row(root)).toMatchObject({
      key,
      name: 'one',
      status: { state: 'stopped', best: { loss: 0.25 } },
      trajectory: [
        [1, 0.5],
        [3, 0.25],
      ],
      unreadable_because: null,
      watched_folder: null,
    });
    expect(await home.rootOf(key)).toBe(root);
  });

  it('is there again after a restart, and without the runs that were removed', async () => {
    const [one, two] = [await runAt('one'), await runAt('two')];
    const before = newHome();
    await before.open(one);
    const { key } = await before.open(two);
    await before.remove(key);
    const after = newHome();
    const screen = new Screen(after);
    await waitUntil(() => screen.last.runs.length === 1);
    expect(screen.last.runs[0]?.root).toBe(one);
    await expect(after.rootOf(key)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('has one row for one directory, however its path was written', async () => {
    const root = await runAt('one');
    symlinkSync(root, join(folder, 'link'));
    const home = newHome();
    const keys = [(await home.open(`${root}/`)).key, (await home.open(join(folder, 'link'))).key];
    expect(new Set(keys).size).toBe(1);
    const screen = new Screen(home);
    await waitUntil(() => screen.last.runs.length === 1);
  });

  it('refuses what is no run and keeps the list as it is', async () => {
    const home = newHome();
    mkdirSync(join(folder, 'empty'));
    await expect(home.open(join(folder, 'empty'))).rejects.toMatchObject({
      code: 'root-not-a-run',
      message: expect.stringContaining('an empty directory'),
    });
    const screen = new Screen(home);
    await waitUntil(() => screen.lists.length > 0);
    expect(screen.last.runs).toEqual([]);
  });

  it('is shared by two apps: what one adds appears in the other', async () => {
    const [one, two] = [await runAt('one'), await runAt('two')];
    const [first, second] = [newHome(), newHome()];
    const screen = new Screen(first);
    await Promise.all([first.open(one), second.open(two)]);
    await waitUntil(() => screen.last.runs.length === 2);
    expect(new Set(screen.last.runs.map(({ root }) => root))).toEqual(new Set([one, two]));
  });

  it.each([true, false])('follows a run that lives and one that rests (file events: %s)', async (events) => {
    const [living, resting] = [await runAt('living'), await runAt('resting')];
    const a = writerOf(living, 'a');
    a.registerAlive();
    const home = newHome({ events });
    await home.open(living);
    await home.open(resting);
    const screen = new Screen(home);
    await waitUntil(() => screen.row(living)?.status?.state === 'running');
    await waitUntil(() => screen.row(resting)?.status?.state === 'empty');
    a.begin(1, 1);
    a.report(1, 2, 0.5);
    await waitUntil(() => screen.row(living)?.status?.best?.loss === 0.5);
    expect(screen.row(living)?.trajectory).toEqual([[1, 0.5]]);
    const b = writerOf(resting, 'b');
    b.begin(1, 1);
    b.report(1, 2, 0.75);
    await waitUntil(() => screen.row(resting)?.status?.best?.loss === 0.75);
    await requestStop(resting, { kind: 'error', by: 'b', trial: '1', message: 'bad' });
    await waitUntil(() => screen.row(resting)?.status?.state === 'failed');
    a.registerDead();
    a.end('stopped', 'a stop was asked for');
    await waitUntil(() => screen.row(living)?.status?.state === 'stopped');
  });

  it('reads a run at rest again only where its files have changed, and keeps nothing of it open', async () => {
    const roots = [await runAt('one'), await runAt('two')];
    const watches = createRunWatches({ ...SHARED, timing: { graceMs: 0 } });
    const { counting, read, held } = counted(watches);
    const timing = { emitMs: 20, tickMs: 20, scanMs: 500 };
    const home = createRunsHome({ ...SHARED, directory: data, watches: counting, timing });
    open.push({ home, watches });
    for (const root of roots) {
      await home.open(root);
    }
    const screen = new Screen(home);
    await waitUntil(() => roots.every((root) => screen.row(root)?.status));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(read.toSorted()).toEqual(roots.toSorted());
    const [first = ''] = roots;
    const a = writerOf(first, 'a');
    a.begin(1, 1);
    a.report(1, 2, 0.5);
    await waitUntil(() => screen.row(first)?.status?.best);
    expect(read.slice(2).every((root) => root === first)).toBe(true);
    expect(held).toEqual([]);
  });

  it('learns of a run that somebody watches from its watcher, and reads nothing of it again', async () => {
    const root = await runAt('one');
    const watches = createRunWatches(SHARED);
    const { counting, read } = counted(watches);
    const { release } = await watches.hold(root);
    const home = createRunsHome({ ...SHARED, directory: data, watches: counting, timing: { tickMs: 20 } });
    open.push({ home, watches });
    await home.open(root);
    const screen = new Screen(home);
    await waitUntil(() => screen.row(root)?.status);
    const a = writerOf(root, 'a');
    a.begin(1, 1);
    a.report(1, 2, 0.5);
    await waitUntil(() => screen.row(root)?.status?.best?.loss === 0.5);
    expect(read).toEqual([]);
    release();
  });

  it('learns of a run that somebody came to watch while its row was read from that watcher', async () => {
    const root = await runAt('one');
    const releases: (() => void)[] = [];
    const watches = createRunWatches(SHARED);
    const late: RunWatches = {
      ...watches,
      peek: async (path) => {
        const { release } = await watches.hold(path);
        releases.push(release);
        return await watches.peek(path);
      },
    };
    const home = createRunsHome({ ...SHARED, directory: data, watches: late, timing: { tickMs: 20 } });
    open.push({ home, watches });
    await home.open(root);
    const screen = new Screen(home);
    await waitUntil(() => screen.row(root)?.status?.state === 'empty');
    expect(releases.length).toBe(1);
    releases[0]?.();
  });

  it('goes on for a screen that comes before the last look for the one before it is over', async () => {
    const root = await runAt('one');
    const watches = createRunWatches({ ...SHARED, timing: { graceMs: 0 } });
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const { counting, read } = counted(watches);
    const slow: RunWatches = {
      ...counting,
      peek: async (path) => {
        const peeked = counting.peek(path);
        await gate;
        return await peeked;
      },
    };
    const timing = { emitMs: 20, tickMs: 20, scanMs: 500 };
    const home = createRunsHome({ ...SHARED, directory: data, watches: slow, timing });
    open.push({ home, watches });
    await home.open(root);
    const before = new Screen(home);
    await waitUntil(() => read.length > 0);
    before.controller.abort();
    // Everything that its leaving can do without the end of that look is done.
    await setImmediate();
    const screen = new Screen(home);
    await waitUntil(() => screen.lists.length > 0);
    letGo();
    await before.done;
    const a = writerOf(root, 'a');
    a.begin(1, 1);
    a.report(1, 2, 0.5);
    await waitUntil(() => screen.row(root)?.status?.best?.loss === 0.5);
  });

  it('is looked at anew for a host that changed something while the run was being read', async () => {
    const root = await runAt('one');
    const watches = createRunWatches({ ...SHARED, timing: { graceMs: 0 } });
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let looks = 0;
    const slow: RunWatches = {
      ...watches,
      peek: async (path) => {
        const run = await watches.peek(path);
        return (
          run &&
          lookedAtSlowly(run, async () => {
            looks += 1;
            await gate;
          })
        );
      },
    };
    const time = manualTime();
    const timing = { emitMs: 0 };
    const home = createRunsHome({
      ...SHARED,
      directory: data,
      watches: slow,
      schedule: time.schedule,
      timing,
    });
    open.push({ home, watches });
    await home.open(root);
    const screen = new Screen(home);
    await waitUntil(() => looks === 1);
    writerOf(root, 'a').registerAlive();
    const looked = home.look(root);
    letGo();
    await looked;
    // No row has its turn in this time: what is shown is what that look has read.
    await time.pass(1);
    await waitUntil(() => screen.row(root)?.status?.state === 'running');
    expect(looks).toBe(2);
  });

  it('leaves a run that was just opened to whoever watches it next', async () => {
    const root = await runAt('one');
    const watches = createRunWatches(SHARED);
    const { counting, read } = counted(watches);
    const time = manualTime();
    const home = createRunsHome({
      ...SHARED,
      directory: data,
      watches: counting,
      schedule: time.schedule,
      timing: { emitMs: 0 },
    });
    open.push({ home, watches });
    const screen = new Screen(home);
    await waitUntil(() => screen.lists.length > 0);
    await home.open(root);
    const { release } = await watches.hold(root);
    await waitUntil(async () => {
      await time.pass(1000);
      return screen.row(root)?.status;
    });
    expect(read).toEqual([]);
    release();
  });

  it('follows so many live runs at once, and looks at the others in their turn', async () => {
    const roots = await Promise.all(['a', 'b', 'c'].map((name) => runAt(name)));
    const writers = roots.map((root) => writerOf(root, 'w'));
    for (const writer of writers) {
      writer.registerAlive();
    }
    let most = 0;
    let now = 0;
    const watches = createRunWatches({ ...SHARED, timing: { graceMs: 0, pollMs: 300 } });
    const counting: RunWatches = {
      ...watches,
      hold: async (root) => {
        now += 1;
        most = Math.max(most, now);
        const held = await watches.hold(root);
        return {
          ...held,
          release: () => {
            now -= 1;
            held.release();
          },
        };
      },
    };
    const timing = { emitMs: 20, tickMs: 50, scanMs: 500 };
    const home = createRunsHome({ ...SHARED, directory: data, watches: counting, timing, mostLive: 1 });
    open.push({ home, watches });
    for (const root of roots) {
      await home.open(root);
    }
    const screen = new Screen(home);
    await waitUntil(() => roots.every((root) => screen.row(root)?.status?.state === 'running'));
    for (const [index, writer] of writers.entries()) {
      writer.begin(1, 1);
      writer.report(1, 2, index + 1);
    }
    await waitUntil(() => roots.every((root, index) => screen.row(root)?.status?.best?.loss === index + 1));
    for (const writer of writers) {
      writer.registerDead();
      writer.end('stopped', 'a stop was asked for');
    }
    await waitUntil(() => roots.every((root) => screen.row(root)?.status?.state === 'stopped'));
    expect(most).toBe(1);
  });

  it('shows what came between the look at a run and the beginning of its watch', async () => {
    const root = await runAt('a');
    const writer = writerOf(root, 'w');
    writer.registerAlive();
    const watches = createRunWatches(SHARED);
    const late: RunWatches = {
      ...watches,
      hold: async (held) => {
        writer.begin(1, 1);
        writer.report(1, 2, 0.5);
        return await watches.hold(held);
      },
    };
    const timing = { emitMs: 20, tickMs: 50, scanMs: 500 };
    const home = createRunsHome({ ...SHARED, directory: data, watches: late, timing });
    open.push({ home, watches });
    await home.open(root);
    const screen = new Screen(home);
    await waitUntil(() => screen.row(root)?.status?.best?.loss === 0.5);
  });

  it('says why a run can not be read, and shows it again when it can', async () => {
    const root = await runAt('one');
    const home = newHome();
    await home.open(root);
    const screen = new Screen(home);
    await waitUntil(() => screen.row(root)?.status);
    renameSync(root, `${root}-away`);
    await waitUntil(() => screen.row(root)?.unreadable_because);
    expect(screen.row(root)).toMatchObject({ name: 'one', status: null });
    expect(screen.row(root)?.unreadable_because).toContain(root);
    renameSync(`${root}-away`, root);
    await waitUntil(() => screen.row(root)?.status);
    expect(screen.row(root)?.unreadable_because).toBeNull();
  });

  it('never shows what is left of a run that is being deleted as one of another program', async () => {
    const root = await runAt('one');
    const a = writerOf(root, 'a');
    for (const number of [1, 2, 3]) {
      a.begin(number, number);
      a.report(number, number, 0.5);
      const files = runLayout(root).trial(String(number));
      mkdirSync(files.directory, { recursive: true });
      writeFileSync(files.metadata, 'id: x\n');
    }
    const home = newHome({ events: false, tickMs: 600_000 });
    await home.open(root);
    const screen = new Screen(home);
    await waitUntil(() => screen.row(root)?.status);
    rmSync(runLayout(root).engine, { recursive: true });
    for (const number of [1, 2]) {
      await home.look(root);
      await waitUntil(() => screen.row(root)?.unreadable_because?.includes('looks like a run of neps'));
      rmSync(runLayout(root).trial(String(number)).directory, { recursive: true });
    }
    await home.look(root);
    const layouts = screen.lists.flatMap(({ runs }) => runs.map(({ status }) => status?.layout));
    expect(new Set(layouts)).toEqual(new Set([undefined, 'incumbent']));
    // What stays is what it looks like.
    await home.look(root);
    await waitUntil(() => screen.row(root)?.status?.layout.startsWith('neps'));
  });

  it('numbers its lists and sends none without news', async () => {
    const root = await runAt('one');
    const home = newHome();
    await home.open(root);
    const screen = new Screen(home);
    await waitUntil(() => screen.row(root)?.status);
    const seen = screen.lists.length;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(screen.lists.length).toBe(seen);
    const seqs = screen.lists.map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  });

  it('works for several screens, and ends them when it is disposed of', async () => {
    const home = newHome();
    const screens = [new Screen(home), new Screen(home)];
    await waitUntil(() => screens.every((screen) => screen.lists.length > 0));
    screens[0]?.controller.abort();
    await screens[0]?.done;
    const root = await runAt('one');
    await home.open(root);
    await waitUntil(() => screens[1]?.row(root)?.status);
    await home.dispose();
    await screens[1]?.done;
  });
});

describe('a watched folder', () => {
  it('brings every run below it, now and later', async () => {
    const [near, far] = [await runAt('lab', 'near'), await runAt('lab', 'a', 'b', 'far')];
    const home = newHome();
    expect(await home.watchFolder(join(folder, 'lab'))).toEqual({ found: 2 });
    const screen = new Screen(home);
    await waitUntil(() => screen.row(near)?.status && screen.row(far)?.status);
    expect(screen.row(near)?.watched_folder).toBe(join(folder, 'lab'));
    const later = await runAt('lab', 'a', 'later');
    await waitUntil(() => screen.row(later)?.status);
    expect(screen.last.watched_folders).toEqual([{ path: join(folder, 'lab'), found: 3, problem: null }]);
    rmSync(later, { recursive: true });
    await waitUntil(() => screen.row(later) === undefined);
  });

  it('finds later runs without file events too', async () => {
    const home = newHome({ events: false });
    mkdirSync(join(folder, 'lab'));
    await home.watchFolder(join(folder, 'lab'));
    const screen = new Screen(home);
    await waitUntil(() => screen.lists.length > 0);
    const later = await runAt('lab', 'later');
    await waitUntil(() => screen.row(later)?.status);
  });

  it('brings the studies of a storage of Optuna, and follows one that is being written to', async () => {
    mkdirSync(join(folder, 'lab'));
    const storage = join(folder, 'lab', 'journal.log');
    const line = (code: number, fields: object) =>
      appendFileSync(storage, `${JSON.stringify({ op_code: code, worker_id: 'w', ...fields })}\n`);
    line(0, { study_name: 'one', directions: [1] });
    line(4, { study_id: 0, datetime_start: '2026-01-01T00:00:00' });
    const home = newHome();
    expect(await home.watchFolder(join(folder, 'lab'))).toEqual({ found: 1 });
    const screen = new Screen(home);
    await waitUntil(() => screen.row(storage)?.status);
    for (let trial = 0; trial < 3; trial += 1) {
      line(6, { trial_id: trial, state: 1, values: [trial], datetime_complete: '2026-01-01T00:00:01' });
      line(4, { study_id: 0, datetime_start: '2026-01-01T00:00:00' });
      await waitUntil(() => screen.row(storage)?.status?.counts.success === trial + 1);
    }
    expect(screen.row(storage)).toMatchObject({ name: 'one', status: { state: 'unknown' } });
    line(0, { study_name: 'two', directions: [1] });
    await waitUntil(() => screen.row(`${storage}#one`)?.status && screen.row(`${storage}#two`)?.status);
    expect(screen.last.runs).toHaveLength(2);
  });

  it('is not searched where nobody keeps runs, nor too deep', async () => {
    await runAt('lab', 'node_modules', 'hidden');
    await runAt('lab', '.git', 'hidden');
    await runAt('lab', 'results', 'hidden');
    await runAt('lab', '1', '2', '3', '4', 'too-deep');
    const found = await runAt('lab', '1', '2', '3', 'deep');
    await createRun(join(found, 'inner'), recordWith());
    const home = newHome();
    expect(await home.watchFolder(join(folder, 'lab'))).toEqual({ found: 1 });
  });

  it('keeps a run off the list that was removed, until it is opened again', async () => {
    const root = await runAt('lab', 'one');
    const home = newHome();
    await home.watchFolder(join(folder, 'lab'));
    const screen = new Screen(home);
    await waitUntil(() => screen.row(root));
    await home.remove(runKey(root));
    await waitUntil(() => screen.row(root) === undefined);
    await home.open(root);
    await waitUntil(() => screen.row(root)?.watched_folder === null);
    await home.unwatchFolder(join(folder, 'lab'));
    await waitUntil(() => screen.last.watched_folders.length === 0);
    expect(screen.row(root)).toBeDefined();
  });

  it('takes its runs along when it is not watched any more', async () => {
    const root = await runAt('lab', 'one');
    const home = newHome();
    await home.watchFolder(join(folder, 'lab'));
    const screen = new Screen(home);
    await waitUntil(() => screen.row(root));
    await home.unwatchFolder(join(folder, 'lab'));
    await waitUntil(() => screen.row(root) === undefined);
  });

  it('must exist when it is added, and is said to be unreadable when it has gone', async () => {
    const home = newHome();
    writeFileSync(join(folder, 'file'), '');
    await expect(home.watchFolder(join(folder, 'none'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(home.watchFolder(join(folder, 'file'))).rejects.toMatchObject({ code: 'not-found' });
    mkdirSync(join(folder, 'lab'));
    await home.watchFolder(join(folder, 'lab'));
    const screen = new Screen(home);
    rmSync(join(folder, 'lab'), { recursive: true });
    await waitUntil(() => screen.last.watched_folders[0]?.problem);
  });
});
