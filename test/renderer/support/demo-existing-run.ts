import type { ExistingRun } from '#core/contract/run/existing-run.ts';

const DAY = 86_400_000;

/** What a start finds in a root that another run has filled, with `changes` made to it. */
export function demoExistingRun(changes: Partial<ExistingRun> = {}): ExistingRun {
  const now = Date.now();
  return {
    root: '/users/person/runs/resnet-wide',
    name: 'resnet-wide',
    optimizer: 'priorband',
    created_at: new Date(now - 4 * DAY).toISOString(),
    last_change_at: new Date(now - 3 * DAY).toISOString(),
    counts: { pending: 0, evaluating: 0, stale: 0, success: 36, failed: 3, crashed: 2, unreadable: 0 },
    best: { trial: '11_rung_3', loss: 0.0612, ended_at: new Date(now - 3 * DAY).toISOString() },
    evaluation_seconds: 18_720,
    cost: 9.84,
    cost_unit: 'GPU hours',
    size_bytes: 2_310_000_000,
    files: 1_204,
    foreign_files: [],
    foreign_count: 0,
    workers_alive: [],
    differences: [],
    continue_refusal: null,
    overwrite_refusal: null,
    suggested_root: '/users/person/runs/resnet-wide-2',
    trash: '/users/person/runs/.incumbent-trash',
    ...changes,
  };
}
