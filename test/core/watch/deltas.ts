import type { RunFacts } from '#core/contract/run-view.ts';
import type { RunStatus } from '#core/contract/status.ts';
import type { Trial, TrialState } from '#core/contract/trial.ts';
import type { RunDelta } from '#core/watch/update-ring.ts';
import { trial as trialOf } from '#test/core/analysis/trials.ts';

export function trial(id: string, state: TrialState): Trial {
  return trialOf(id, { state, config: { x: 1 }, loss: state === 'success' ? 0.5 : null });
}

const STATUS: RunStatus = {
  schema: 1,
  root: '/root',
  layout: 'incumbent',
  state: 'running',
  finished_because: null,
  optimizer: null,
  counts: { pending: 0, evaluating: 0, stale: 0, success: 0, failed: 0, crashed: 0, unreadable: 0 },
  best: null,
  budget: {
    evaluations: { completed: 0, committed: 0, total: null },
    cost: { spent: 0, total: null },
    duration: { spent: 0, total: null },
  },
  workers: [],
  problems: [],
  run_id: null,
  created_at: null,
  last_change_at: null,
  message: null,
  cost_unit: null,
  stopping: null,
  last_workers: null,
  last_env: {},
};

const facts = (name: string): RunFacts => ({
  key: 'key',
  name,
  root: '/root',
  space_inferred: false,
  space: null,
  optimizer: null,
  settings: null,
  read_only_because: null,
});

type DeltaContent = {
  readonly state?: TrialState;
  readonly deleted?: readonly string[];
  readonly facts?: boolean;
};

/** A delta whose status names its number. */
export function delta(seq: number, changed: readonly string[], content: DeltaContent = {}): RunDelta {
  return {
    kind: 'delta',
    seq,
    facts: content.facts === true ? facts(`facts ${seq}`) : null,
    status: { ...STATUS, message: String(seq) },
    events: [],
    trials: changed.map((id) => trial(id, content.state ?? 'pending')),
    deleted: [...(content.deleted ?? [])],
  };
}
