import type { RunStatus } from '#core/contract/run/status.ts';
import { winningLoss } from '#core/contract/run/trial.ts';
import type { SourceFacts } from './thread/source.ts';
import type { TrialTable } from './trial-table.ts';
import type { WorkerViews } from './worker-views.ts';

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
