import { EventEmitter, once } from 'node:events';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as chokidar from 'chokidar';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLogger } from '#core/platform/log.ts';
import { watchTargetsOf } from '#core/readers/incumbent/watch-targets.ts';
import { runLayout } from '#core/state/layout.ts';
import { watchFiles } from '#core/watch/run/file-events.ts';
import { newRun, removeRun } from '#test/core/readers/run-directory.ts';
import { recordingLog } from '#test/support/recording-log.ts';
import { waitUntil } from '#test/support/wait-until.ts';

vi.mock('chokidar', { spy: true });

let root = '';

beforeEach(async () => {
  root = await newRun();
});

afterEach(() => {
  vi.mocked(chokidar.watch).mockReset();
  removeRun(root);
});

describe('file events of a run', () => {
  it('come for journals, workers, stops and the record, not for what tells nothing', async () => {
    const layout = runLayout(root);
    let events = 0;
    const watched = watchFiles({
      targets: watchTargetsOf(root),
      log: silentLogger,
      onEvent: () => {
        events += 1;
      },
    });
    const ready = vi.mocked(chokidar.watch).mock.results.map(({ value }) => once(value, 'ready'));
    await Promise.all(ready);
    const eventsAfter = async (change: () => void): Promise<number> => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      const before = events;
      change();
      await new Promise((resolve) => setTimeout(resolve, 150));
      return events - before;
    };
    const quiet = await eventsAfter(() => {
      appendFileSync(layout.workerLog('a'), 'line\n');
      writeFileSync(layout.beat('a'), '1\n');
      writeFileSync(layout.fence(1), '');
      writeFileSync(join(layout.journal, '.a.jsonl.tmp'), '');
      writeFileSync(layout.lastFence, '1');
      mkdirSync(layout.lock, { recursive: true });
    });
    expect(quiet).toBe(0);
    const changes = [
      () => appendFileSync(layout.journalOf('a'), '{}\n'),
      () => appendFileSync(layout.journalOf('a'), '{}\n'),
      () => writeFileSync(layout.registration('a'), '{}'),
      () => writeFileSync(layout.stop(1), '{}'),
      () => writeFileSync(layout.record, 'format: 1'),
      () => rmSync(layout.journal, { recursive: true }),
    ];
    for (const change of changes) {
      const before = events;
      change();
      await waitUntil(() => events > before);
      // chokidar keeps further events of one file back for 50 ms.
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await watched.close();
    expect(await eventsAfter(() => writeFileSync(layout.stop(2), '{}'))).toBe(0);
  });

  it('stay closed where chokidar finds, too late, that a directory has vanished and watches for its return', async () => {
    let ready = false;
    const watched = watchFiles({
      targets: watchTargetsOf(root),
      log: silentLogger,
      onEvent: () => {
        ready = true;
      },
    });
    await waitUntil(() => ready);
    const watchers = vi.mocked(chokidar.watch).mock.results.map(({ value }) => value as chokidar.FSWatcher);
    await watched.close();
    for (const watcher of watchers) {
      watcher.add(root);
    }
    expect(watchers.map(({ closed }) => closed)).toEqual(watchers.map(() => true));
    expect(watchers.length).toBeGreaterThan(0);
  });

  it('end with an error of the watcher, with a word in the log and without harm', async () => {
    const broken = new EventEmitter() as unknown as chokidar.FSWatcher;
    const closed: string[] = [];
    broken.close = async () => {
      closed.push('closed');
      broken.removeAllListeners();
    };
    vi.mocked(chokidar.watch).mockReturnValue(broken);
    const { log, lines } = recordingLog();
    const watched = watchFiles({ targets: watchTargetsOf(root), log, onEvent: () => undefined });
    const noSpace = Object.assign(new Error('System limit for number of file watchers reached'), {
      code: 'ENOSPC',
    });
    broken.emit('error', noSpace);
    broken.emit('error', noSpace);
    await watched.close();
    expect(closed).toEqual(['closed']);
    expect(lines).toEqual([
      'warn: No file events here, looking at intervals instead: System limit for number of file watchers reached',
    ]);
  });
});

describe('file events of a directory that is not listed', () => {
  it('come for the names that tell something, and for any where none are named', async () => {
    const folder = join(root, 'large');
    mkdirSync(folder);
    const counts = { named: 0, any: 0 };
    const watchedAs = (kind: keyof typeof counts, entries: readonly string[] | null) =>
      watchFiles({
        targets: [
          { path: folder, entries },
          { path: join(folder, 'missing'), entries },
        ],
        log: silentLogger,
        onEvent: () => {
          counts[kind] += 1;
        },
      });
    const watched = [watchedAs('named', ['report.yaml']), watchedAs('any', null)];
    writeFileSync(join(folder, 'checkpoint'), '');
    await waitUntil(() => counts.any > 0);
    expect(counts.named).toBe(0);
    writeFileSync(join(folder, 'report.yaml'), 'cost: 1');
    await waitUntil(() => counts.named > 0);
    await Promise.all(watched.map((each) => each.close()));
    expect(vi.mocked(chokidar.watch)).not.toHaveBeenCalled();
  });
});
