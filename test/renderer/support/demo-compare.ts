import { lossCurves } from '#core/analysis/compare/loss-curves.ts';
import type { ComparedRun } from '#core/contract/analysis/compare.ts';
import type { Engine } from '#core/engine.ts';
import { DEMO_SPACE, type DemoRun, statusOf } from './demo-trials.ts';
import type { DemoWorld } from './demo-world.ts';

function comparedRunOf(run: DemoRun, index: number): ComparedRun {
  const status = statusOf(run);
  return {
    key: run.key,
    name: run.name,
    root: run.root,
    state: run.state,
    unreadable_because: null,
    optimizer: { name: run.optimizer, arguments: {} },
    seed: index,
    space: [...DEMO_SPACE],
    space_inferred: false,
    settings: { max_evaluations_total: run.evaluations, max_cost_total: run.cost, seed: index },
    cost_unit: run.costUnit,
    curves: lossCurves(run.trials, DEMO_SPACE),
    objectives: 1,
    completed: status.budget.evaluations.completed,
    failed: status.counts.failed + status.counts.crashed,
  };
}

export function demoCompare(world: DemoWorld): Engine['compare'] {
  return {
    async *watch({ keys }, { signal }) {
      let seq = 0;
      for await (const _change of world.runChanges.read(null, signal)) {
        seq += 1;
        yield { seq, runs: keys.map((key, index) => comparedRunOf(world.run(key), index)) };
      }
    },
  };
}
