import type { RunStatus, WorkerStatus } from '#core/contract/run/status.ts';
import { type Trial, winningLoss } from '#core/contract/run/trial.ts';
import type { SourceFacts } from './thread/source.ts';
import type { TrialTable } from './trial-table.ts';

/** Workers as their trials tell of them: no file of a foreign run says whether one lives. */
type WorkerViews = {
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

export type ForeignStatusSources = {
  readonly root: string;
  readonly facts: SourceFacts;
  readonly table: TrialTable;
  readonly workers: WorkerViews;
  /** When the first trial came and the last thing happened; null while nothing has. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
};

const WATCHING = 'No file of this run tells whether anyone works on it.';

/** A foreign run is empty, running where something shows that for certain, and otherwise unknown: it is watched. */
export function foreignStatus({
  root,
  facts,
  table,
  workers,
  firstAt,
  lastAt,
}: ForeignStatusSources): RunStatus {
  const { counts } = table;
  const completed = table.completed.length;
  const state = table.all.length === 0 ? 'empty' : facts.live ? 'running' : 'unknown';
  return {
    schema: 1,
    root,
    layout: facts.layout,
    state,
    finished_because: null,
    optimizer: facts.optimizer === null ? null : { name: facts.optimizer.name },
    counts: { ...counts },
    best: bestOf(table),
    budget: {
      evaluations: { completed, committed: completed + counts.pending + counts.evaluating, total: null },
      cost: { spent: table.cost, total: null },
      duration: { spent: secondsBetween(firstAt, lastAt), total: null },
    },
    workers: workers.all(
      counts.evaluating === 0 ? [] : table.all.filter(({ state }) => state === 'evaluating'),
    ),
    problems: [...facts.problems],
    run_id: null,
    created_at: firstAt,
    last_change_at: lastAt,
    message: state === 'running' ? null : WATCHING,
    cost_unit: null,
    stopping: null,
    last_workers: null,
    last_env: {},
  };
}

function bestOf({ best }: TrialTable): RunStatus['best'] {
  const loss = best === null ? null : winningLoss(best);
  return best === null || loss === null
    ? null
    : { trial: best.trial, loss, config: best.config, ended_at: best.ended_at };
}

/** From the first trial to the last sign of any: how long its workers lived in between is told nowhere. */
function secondsBetween(first: string | null, last: string | null): number {
  return first === null || last === null ? 0 : Math.max(0, (Date.parse(last) - Date.parse(first)) / 1000);
}
