import { dirname, join } from 'node:path';
import { messageOf } from '#core/contract/errors.ts';
import type { Home } from '#core/contract/home.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Logger } from '#core/platform/log.ts';
import type { ReaderContext } from '#core/readers/reader.ts';
import type { Readers } from '#core/readers/readers.ts';
import { foreignCache, READERS } from '#core/readers/registry.ts';
import { realRoot, runKey } from '#core/readers/run-key.ts';
import type { RunWatches } from '../run/run-watch.ts';
import { liveGenerator } from '../stream/live-generator.ts';
import { createPacedNews, type PacedNews, type Schedule, scheduleOnTimers } from '../stream/news.ts';
import { requireFolder } from './folder-scan.ts';
import { createHomeFolders, type HomeFolders } from './home-folders.ts';
import { createHomeRows, createListedRuns, type HomeRows, type ListedRuns } from './home-rows.ts';
import { runListFile, withFolder, withoutFolder, withoutRun, withRun } from './run-list-file.ts';

/** Milliseconds throughout. */
type HomeTiming = {
  /** At least this long between two lists that are sent. */
  readonly emitMs: number;
  /** Between two looks at some of the runs, and at what other apps did to the list. */
  readonly tickMs: number;
  /** Between two searches of the watched folders, events or not. */
  readonly scanMs: number;
};

const DEFAULT_TIMING: HomeTiming = { emitMs: 500, tickMs: 1000, scanMs: 10_000 };

/** After looks that took long the next ones wait so many times as long: they take a fifth of the time at most. */
const REST_FACTOR = 4;

export type RunsHomeOptions = {
  /** The app's own folder; the list is kept in `runs.json` in it. */
  readonly directory: string;
  readonly watches: RunWatches;
  readonly clock: Clock;
  readonly log: Logger;
  /** The formats that are found and opened. Default: all that are known. */
  readonly readers?: Readers;
  /** False leaves polling alone. Default true. */
  readonly events?: boolean;
  readonly schedule?: Schedule;
  readonly timing?: Partial<HomeTiming>;
  /** How many runs are followed live at once; the others are looked at in turn. */
  readonly mostLive?: number;
};

/** The list of runs that a person opened, and of those that watched folders bring. */
export type RunsHome = {
  /** The whole list at once, and again whenever something in it changes, at most twice a second. */
  watch(options?: { readonly signal?: AbortSignal | undefined }): AsyncGenerator<Home, void, void>;
  /** Puts a run on the list, or all of a place that holds several; the key is the newest one's. @throws IncumbentError `root-not-a-run` */
  open(path: string): Promise<{ readonly key: string }>;
  /** Takes a run off the list; its files stay. @throws IncumbentError `not-found` */
  remove(key: string): Promise<void>;
  /** Brings every run below `path` onto the list, now and later. @throws IncumbentError `not-found` */
  watchFolder(path: string): Promise<{ readonly found: number }>;
  unwatchFolder(path: string): Promise<void>;
  /** For a host that has just started or changed something in a run: its row is looked at now, not in its turn. */
  look(root: string): Promise<void>;
  /** The folders in which a trash may lie that belongs to the list: of runs, of the folders around them, of watched folders. */
  places(): Promise<readonly string[]>;
  /** The directory of a listed run. @throws IncumbentError `not-found` */
  rootOf(key: string): Promise<string>;
  dispose(): Promise<void>;
};

export function createRunsHome(options: RunsHomeOptions): RunsHome {
  return new LiveHome(options);
}

/** Works only while someone watches; without a watcher it answers from the list and the folders. */
class LiveHome implements RunsHome {
  readonly #options: RunsHomeOptions;
  readonly #schedule: Schedule;
  readonly #timing: HomeTiming;
  readonly #rows: HomeRows;
  readonly #folders: HomeFolders;
  readonly #listed: ListedRuns;
  readonly #news: PacedNews;
  readonly #disposed = new AbortController();
  #watchers = 0;
  #ticks = 0;
  #cancelTick: () => void = () => undefined;

  constructor(options: RunsHomeOptions) {
    const { events = true, schedule = scheduleOnTimers } = options;
    this.#options = options;
    this.#schedule = schedule;
    this.#timing = { ...DEFAULT_TIMING, ...options.timing };
    this.#news = createPacedNews(options.clock.now().getTime() * 1000, schedule, this.#timing.emitMs);
    const onChange = this.#news.changed;
    const { watches, clock, mostLive, directory, log } = options;
    this.#rows = createHomeRows({
      watches,
      clock,
      onChange,
      ...(mostLive === undefined ? {} : { mostLive }),
    });
    this.#folders = createHomeFolders({
      readers: this.#readers,
      context: this.#context,
      events,
      schedule,
      onChange,
    });
    this.#listed = createListedRuns({
      file: runListFile(directory, log),
      rows: this.#rows,
      folders: this.#folders,
      log,
    });
  }

  get #readers(): Readers {
    return this.#options.readers ?? READERS;
  }

  get #context(): ReaderContext {
    const { clock, directory } = this.#options;
    return { clock, cacheDirectory: foreignCache(directory) };
  }

  watch({ signal }: { readonly signal?: AbortSignal | undefined } = {}): AsyncGenerator<Home, void, void> {
    return liveGenerator(signal, (ended) => this.#views(ended));
  }

  async open(path: string): Promise<{ readonly key: string }> {
    const root = await realRoot(path);
    const runs = await this.#readers.runsAt(root, this.#context);
    // Not looked at now but in its turn: who opens a run watches it next, and then its row reads nothing itself.
    await this.#listed.change((list) => runs.reduce(withRun, list));
    return { key: runKey(runs.at(-1) ?? root) };
  }

  async remove(key: string): Promise<void> {
    const { root } = await this.#listed.row(key);
    const belowFolder = this.#folders.folders.some((folder) => folder.roots.includes(root));
    await this.#listed.change((list) => withoutRun(list, root, belowFolder));
  }

  async watchFolder(path: string): Promise<{ readonly found: number }> {
    const folder = await realRoot(path);
    await requireFolder(folder);
    await this.#listed.change((list) => withFolder(list, folder));
    if (this.#watchers > 0) {
      void this.#rows.checkSome();
    }
    const known = this.#folders.folders.find((watched) => watched.path === folder);
    return { found: known?.roots.length ?? 0 };
  }

  async unwatchFolder(path: string): Promise<void> {
    const folder = await realRoot(path);
    await this.#listed.change((list) => withoutFolder(list, folder));
  }

  async look(path: string): Promise<void> {
    const root = await realRoot(path);
    if (this.#watchers > 0) {
      await this.#rows
        .all()
        .find((row) => row.root === root)
        ?.look();
    }
  }

  async rootOf(key: string): Promise<string> {
    return (await this.#listed.row(key)).root;
  }

  async places(): Promise<readonly string[]> {
    await this.#listed.reconcile();
    const roots = this.#rows.all().map(({ root }) => root);
    const folders = this.#folders.folders.map(({ path }) => path);
    return [...roots, ...roots.map((root) => join(root, 'results')), ...roots.map(dirname), ...folders];
  }

  async dispose(): Promise<void> {
    this.#disposed.abort();
    this.#cancelTick();
    this.#news.stop();
    await this.#listed.settled();
    await Promise.all([this.#rows.pause(), this.#folders.close()]);
  }

  async *#views(ended: AbortSignal): AsyncGenerator<Home, void, void> {
    await this.#enter();
    try {
      let sent: number | null = null;
      while (!(ended.aborted || this.#disposed.signal.aborted)) {
        if (sent === this.#news.seq) {
          await this.#news.wait(ended);
        } else {
          sent = this.#news.seq;
          yield this.#view();
        }
      }
    } finally {
      await this.#leave();
    }
  }

  #view(): Home {
    return {
      seq: this.#news.seq,
      runs: this.#rows.all().map((row) => row.run),
      watched_folders: this.#folders.folders.map(({ path, roots, problem }) => ({
        path,
        found: roots.length,
        problem,
      })),
    };
  }

  async #enter(): Promise<void> {
    this.#watchers += 1;
    // Asked before waiting: another may enter meanwhile, and then neither would be the first.
    const isFirst = this.#watchers === 1;
    await this.#listed.reconcile();
    if (isFirst) {
      this.#rows.resume();
      void this.#rows.checkSome();
      this.#arm();
    }
  }

  async #leave(): Promise<void> {
    this.#watchers -= 1;
    if (this.#watchers === 0) {
      this.#cancelTick();
      await this.#rows.pause();
    }
  }

  #arm(least = 0): void {
    this.#cancelTick();
    const pause = Math.max(this.#timing.tickMs, least);
    this.#cancelTick = this.#schedule(() => void this.#tick(), pause);
  }

  async #tick(): Promise<void> {
    const { clock } = this.#options;
    const begun = clock.monotonic();
    this.#ticks += 1;
    try {
      if (this.#ticks % Math.ceil(this.#timing.scanMs / this.#timing.tickMs) === 0) {
        await this.#folders.scan();
      }
      await this.#listed.reconcile();
      await this.#rows.checkSome();
    } catch (error) {
      this.#options.log.warn(`The list of runs could not be refreshed: ${messageOf(error)}`);
    }
    if (this.#watchers > 0 && !this.#disposed.signal.aborted) {
      this.#arm(REST_FACTOR * 1000 * (clock.monotonic() - begun));
    }
  }
}
