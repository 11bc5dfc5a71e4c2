import type { RunState, RunStatus } from '#core/contract/run/status.ts';

/** What must be known of a run to say what can be done with it; a row of the list and an opened run both give it. */
export type RunSubject = {
  readonly key: string;
  readonly name: string;
  readonly root: string;
  readonly status: RunStatus | null;
  readonly readOnlyBecause: string | null;
};

const RESUMABLE: readonly RunState[] = ['stopped', 'failed', 'stalled', 'empty'];

/**
 * Why each action can't be done with a run now; null where it can.
 *
 * @param readOnly why nothing can be changed from this page, or null.
 */
export function refusalsOf(subject: RunSubject, readOnly: string | null) {
  const state = subject.status?.state ?? null;
  const closed =
    subject.readOnlyBecause ?? readOnly ?? (state === null ? 'The directory cannot be read just now.' : null);
  const running = state === 'running';
  return {
    stop: closed ?? stopRefusal(subject.status, ['finish', 'now']),
    stopNow: closed ?? stopRefusal(subject.status, ['now']),
    resume: closed ?? resumeRefusal(state),
    add: closed ?? (running ? null : 'No worker is alive here; resume the run instead.'),
    budget: closed,
    remove: readOnly,
  };
}

/** Tasks of a cluster that have not begun are bound by a stop as workers are; `already`: what makes it pointless. */
function stopRefusal(status: RunStatus | null, already: readonly RunStatus['stopping'][]): string | null {
  const isWaited = (status?.submissions ?? []).some(({ waiting }) => waiting > 0);
  if (status?.state !== 'running' && !isWaited) {
    return 'No worker is alive here.';
  }
  return already.includes(status?.stopping ?? null) ? 'It is stopping already.' : null;
}

function resumeRefusal(state: RunState | null): string | null {
  if (state !== null && RESUMABLE.includes(state)) {
    return null;
  }
  return state === 'finished'
    ? 'Its budget is used up; continue with more budget instead.'
    : 'Its workers are still evaluating.';
}
