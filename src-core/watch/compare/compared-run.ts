import type { RunCurves } from '#core/analysis/compare/loss-curves.ts';
import type { ComparedRun } from '#core/contract/analysis/compare.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { runKey } from '#core/readers/run-key.ts';

/** What a comparison knows of a run as it has been read. */
export function comparedRun(run: OpenedRun, status: RunStatus, curves: RunCurves): ComparedRun {
  const { name, root, optimizer, space, space_inferred, settings } = run.facts();
  const seed = settings?.seed;
  return {
    key: runKey(root),
    name,
    root,
    state: status.state,
    unreadable_because: null,
    optimizer: optimizer ?? (status.optimizer && { ...status.optimizer, arguments: {} }),
    seed: typeof seed === 'number' ? seed : null,
    space,
    space_inferred,
    settings,
    cost_unit: status.cost_unit,
    curves,
    objectives: objectivesOf(run),
    completed: status.budget.evaluations.completed,
    failed: status.counts.failed + status.counts.crashed,
  };
}

/** As its first success tells. */
function objectivesOf(run: OpenedRun): number {
  const loss = run.trials().find(({ state }) => state === 'success')?.loss;
  return Array.isArray(loss) ? loss.length : 1;
}

const NO_CURVE = { points: [], end: 0 };

/** Stands in the place of a run that can't be read. */
export function unreadableRun(key: string, root: string | null, because: string | null): ComparedRun {
  return {
    key,
    name: root?.split(/[\\/]/).at(-1) ?? key,
    root: root ?? '',
    state: null,
    unreadable_because: because,
    optimizer: null,
    seed: null,
    space: null,
    space_inferred: false,
    settings: null,
    cost_unit: null,
    curves: { all: { evaluation: NO_CURVE, time: null, cost: null, fidelity: null }, highest: null },
    objectives: 1,
    completed: 0,
    failed: 0,
  };
}
