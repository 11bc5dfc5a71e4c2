import type { Home } from '#core/contract/home.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Logger } from '#core/platform/log.ts';

export type RunsHomeOptions = {
  /** The app's own folder; the list is kept in `runs.json` in it. */
  readonly directory: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** False leaves polling alone. Default true. */
  readonly events?: boolean;
};

/** The list of runs that a person opened, and of those that watched folders bring. */
export type RunsHome = {
  /** The whole list, again whenever something in it changes. */
  watch(options?: { readonly signal?: AbortSignal | undefined }): AsyncGenerator<Home, void, void>;
  /** Puts a run on the list. @throws IncumbentError `root-not-a-run` */
  open(path: string): Promise<{ readonly key: string }>;
  /** Takes a run off the list; its files stay. */
  remove(key: string): Promise<void>;
  /** Brings every run below `path` onto the list, now and later. */
  watchFolder(path: string): Promise<{ readonly found: number }>;
  unwatchFolder(path: string): Promise<void>;
  /** The directory of a listed run. @throws IncumbentError `not-found` */
  rootOf(key: string): Promise<string>;
  dispose(): Promise<void>;
};
