import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Schedule } from '../stream/news.ts';

/** Why the directory can't be looked at just now; the last good view stays beside it. `gone`: no run is there. */
export type Trouble = { readonly problem: Problem; readonly gone: boolean };

/** What a failed look means for what is shown; only `root-replaced` says that no run is there. */
export function troubleOf(error: unknown, root: string): Trouble {
  const code = error instanceof IncumbentError ? error.code : 'io';
  const gone = code === 'root-replaced';
  const shown = gone ? 'This run is gone, what is shown is as it was last' : 'What is shown may be old';
  const message = `${shown}: ${messageOf(error)}`;
  const problem: Problem = {
    code,
    severity: 'error',
    message,
    file: root,
    line: null,
    column: null,
    path: null,
  };
  return { problem, gone };
}

/** Of a directory that is gone nobody can say whether its workers live. */
export function troubledStatus(status: RunStatus, { problem, gone }: Trouble): RunStatus {
  const problems = [...status.problems, problem];
  return gone
    ? { ...status, problems, state: 'unknown', workers: [], message: problem.message }
    : { ...status, problems };
}

/** A look that takes longer, in milliseconds, waits for a disk: a network drive that hangs answers after minutes. */
const SLOW_MS = 5000;

/** Tells of a directory that does not answer that what is shown of it is old, until it does. */
export type SlowLooks = {
  /** Null while it answers. */
  readonly problem: Problem | null;
  during(look: () => Promise<void>): Promise<void>;
};

export function createSlowLooks(options: {
  readonly root: string;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly onChange: () => void;
}): SlowLooks {
  const { root, clock, schedule, onChange } = options;
  let seenAt = clock.now();
  let problem: Problem | null = null;
  const tell = (next: Problem | null): void => {
    problem = next;
    onChange();
  };
  return {
    get problem() {
      return problem;
    },
    during: async (look) => {
      const cancel = schedule(() => tell(slowProblem(root, seenAt)), SLOW_MS);
      try {
        await look();
      } finally {
        cancel();
        seenAt = clock.now();
        if (problem !== null) {
          tell(null);
        }
      }
    },
  };
}

function slowProblem(root: string, seenAt: Date): Problem {
  const at = seenAt.toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    code: 'slow-directory',
    severity: 'error',
    message: `What is shown may be old: the directory has not answered for ${SLOW_MS / 1000} s, it was read last at ${at}`,
    file: root,
    line: null,
    column: null,
    path: null,
  };
}
