import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { Problem } from '#core/contract/setup/problem.ts';

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
