import type { WorkerStatus } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';

/** Workers as their trials tell of them: no file of a foreign run says whether one lives. */
export type WorkerViews = {
  add(trial: Trial): void;
  /** In the order in which they came. */
  all(evaluating: readonly Trial[]): WorkerStatus[];
};

/** More would be none of a cluster's, but an id made anew with each trial. */
const MOST_WORKERS = 1000;

/** Ids of the library before 0.14: the process and when it began. */
const PROCESS_ID = /^(\d+)-\d{4}-\d\d-\d\dT/;

export function createWorkerViews(): WorkerViews {
  const began = new Map<string, string>();
  return {
    add: ({ worker, sampled_at, started_at }) => {
      const at = started_at ?? sampled_at;
      if (worker === null || at === null) {
        return;
      }
      const before = began.get(worker);
      if (before === undefined ? began.size < MOST_WORKERS : at < before) {
        began.set(worker, at);
      }
    },
    all: (evaluating) => {
      const trials = new Map(evaluating.map(({ worker, trial }) => [worker, trial]));
      return [...began]
        .sort(([, a], [, b]) => (a < b ? -1 : Number(a > b)))
        .map(([id, started_at]) => viewOf(id, started_at, trials.get(id) ?? null));
    },
  };
}

function viewOf(id: string, started_at: string, trial: string | null): WorkerStatus {
  return {
    id,
    host: null,
    pid: Number(PROCESS_ID.exec(id)?.[1] ?? Number.NaN) || null,
    alive: trial === null ? false : null,
    trial,
    started_at,
    ended_because: trial === null ? 'it evaluates nothing; whether it still runs is not known' : null,
  };
}
