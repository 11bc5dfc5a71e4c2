import type { Problem } from '#core/contract/setup/problem.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Schedule } from '../stream/schedule.ts';

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
