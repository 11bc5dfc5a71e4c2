import type { OpenedRun } from '#core/readers/reader.ts';

/** Opens runs for one look and to be watched; who comes to watch what is just being read takes it over. */
export type RunOpenings = {
  /** The caller closes it. Null where a watcher came while it was read, and has it now. @throws IncumbentError `root-not-a-run` */
  forLook(root: string): Promise<OpenedRun | null>;
  /** What its files say at this moment or later. @throws IncumbentError `root-not-a-run` */
  forWatching(root: string): Promise<OpenedRun>;
};

type Look = { readonly opening: Promise<OpenedRun>; isTaken: boolean };

/** Reading a large run takes seconds: two who want it at about the same time shall not read it twice, side by side. */
export function createRunOpenings(open: (root: string) => Promise<OpenedRun>): RunOpenings {
  const looks = new Map<string, Look>();

  /** Null where nobody is about to look at the run, or fails to. */
  const takeOver = async (root: string): Promise<OpenedRun | null> => {
    const look = looks.get(root);
    if (look === undefined) {
      return null;
    }
    looks.delete(root);
    look.isTaken = true;
    const run = await look.opening.catch(() => null);
    return run === null ? null : await refreshed(run);
  };

  return {
    forLook: async (root) => {
      const look: Look = { opening: open(root), isTaken: false };
      looks.set(root, look);
      try {
        const run = await look.opening;
        return look.isTaken ? null : run;
      } finally {
        if (looks.get(root) === look) {
          looks.delete(root);
        }
      }
    },
    forWatching: async (root) => (await takeOver(root)) ?? (await open(root)),
  };
}

/** With what came since its reading began; null where another run has come into its place. */
async function refreshed(run: OpenedRun): Promise<OpenedRun | null> {
  try {
    await run.refresh('files');
    return run;
  } catch {
    run.close();
    return null;
  }
}
