import type { ComparedRun, LossCurve, LossCurves } from '#core/contract/analysis/compare.ts';
import type { IntegerParameter } from '#core/contract/space.ts';

/** A curve that falls at these places, up to `end`. */
export function curve(end: number, ...points: readonly (readonly [number, number])[]): LossCurve {
  return { points: points.map(([x, loss]) => [x, loss]), end };
}

function onEveryAxis(evaluation: LossCurve): LossCurves {
  return { evaluation, time: evaluation, cost: null, fidelity: null };
}

/** A finished run of random search with these losses after its evaluations 1, 2, … */
export function comparedRun(
  name: string,
  evaluation: LossCurve,
  changes: Partial<ComparedRun> = {},
): ComparedRun {
  return {
    key: name,
    name,
    root: `/runs/${name}`,
    state: 'finished',
    unreadable_because: null,
    optimizer: { name: 'random_search', arguments: {} },
    seed: 0,
    space: [width()],
    space_inferred: false,
    settings: { root_directory: `/runs/${name}`, max_evaluations_total: 10, seed: 0 },
    cost_unit: null,
    curves: { all: onEveryAxis(evaluation), highest: null },
    objectives: 1,
    completed: evaluation.end,
    failed: 0,
    ...changes,
  };
}

/** An integer parameter. */
export function width(upper = 8): IntegerParameter {
  return {
    kind: 'integer',
    name: 'width',
    lower: 1,
    upper,
    log: false,
    prior: null,
    prior_confidence: null,
    is_fidelity: false,
  };
}
