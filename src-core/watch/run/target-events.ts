import type { Logger } from '#core/platform/log.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { type FileEvents, watchFiles } from './file-events.ts';

/** Events of the files that tell of a run; which these are may change while it is watched. */
export type TargetEvents = {
  /** Listens where `run` has its files, and nowhere else any more. */
  listenTo(run: OpenedRun): Promise<void>;
  /** Where other files tell of the run than before, as trials of a foreign one come and end, listens to those. */
  follow(run: OpenedRun): void;
  close(): Promise<void>;
};

export function createTargetEvents(options: {
  readonly log: Logger;
  readonly onEvent: () => void;
}): TargetEvents {
  let events: FileEvents | null = null;
  /** The paths whose events come. */
  let listened = '';

  const listen = (run: OpenedRun): void => {
    listened = pathsOf(run);
    events = watchFiles({ ...options, targets: run.watchTargets() });
  };

  return {
    listenTo: async (run) => {
      if (events !== null) {
        await events.close();
      }
      listen(run);
    },
    follow: (run) => {
      if (pathsOf(run) !== listened) {
        const before = events;
        listen(run);
        void before?.close();
      }
    },
    close: async () => events?.close(),
  };
}

/** For a host that leaves polling alone. */
export const NO_EVENTS: TargetEvents = {
  listenTo: async () => undefined,
  follow: () => undefined,
  close: async () => undefined,
};

function pathsOf(run: OpenedRun): string {
  return run
    .watchTargets()
    .map(({ path }) => path)
    .join('\n');
}
