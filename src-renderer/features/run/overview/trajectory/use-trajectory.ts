import { useDeferredValue, useMemo } from 'react';
import { lossRangeOf, type TrajectoryAxis, usefulAxes } from '#core/analysis/charts/trajectory.ts';
import { type TrajectoryChart, trajectoryChart } from '#core/analysis/charts/trajectory-chart.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { keptFor } from '#renderer/features/run/live/trials/kept-for.ts';
import {
  type ChartState,
  defaultScale,
  type LossScale,
  readChartState,
} from '#renderer/routing/chart-state.ts';
import { useQuery } from '#renderer/routing/use-query.ts';

/** How many trials recharts draws without holding up the page. */
const MOST_MARKS = 300;

export type TrajectoryChoice = {
  /** What is chosen; the chart follows when there is time, so that a choice holds nothing up. */
  readonly chosen: { readonly state: ChartState; readonly axis: TrajectoryAxis; readonly scale: LossScale };
  /** What the chart shows. */
  readonly state: ChartState;
  readonly axes: readonly TrajectoryAxis[];
  readonly axis: TrajectoryAxis;
  readonly scale: LossScale;
  /** Fidelities that occur, the highest last. */
  readonly fidelities: readonly number[];
  readonly chart: TrajectoryChart;
  readonly budget: number | null;
};

function budgetOn(axis: TrajectoryAxis, { budget }: RunStatus): number | null {
  switch (axis) {
    case 'evaluation':
      return budget.evaluations.total;
    case 'cost':
      return budget.cost.total;
    default:
      return null;
  }
}

function fidelitiesOf(trials: readonly Trial[]): readonly number[] {
  const found = new Set<number>();
  for (const { fidelity } of trials) {
    if (fidelity !== null) {
      found.add(fidelity);
    }
  }
  return [...found].sort((a, b) => a - b);
}

const rangeFor = keptFor(lossRangeOf);
const chartFor = keptFor(trajectoryChart);

/** The chart that the address asks for, made of the trials; what the address leaves open is chosen to suit them. */
export function useTrajectory(
  trials: readonly Trial[],
  only: ReadonlySet<Trial> | null,
  status: RunStatus,
): TrajectoryChoice {
  const [query] = useQuery();
  const asked = useMemo(() => readChartState(query), [query]);
  const state = useDeferredValue(asked);
  const axes = useMemo(() => usefulAxes(trials), [trials]);
  const fidelities = useMemo(() => fidelitiesOf(trials), [trials]);
  const axisOf = (wish: ChartState) => (wish.axis && axes.includes(wish.axis) ? wish.axis : 'evaluation');
  const axis = axisOf(state);
  const fidelity = state.highestOnly ? (fidelities.at(-1) ?? null) : null;
  const options = useMemo(() => ({ axis, fidelity, only, limit: MOST_MARKS }), [axis, fidelity, only]);
  const scale = useMemo(
    () => state.scale ?? defaultScale(rangeFor(trials, options)),
    [state.scale, trials, options],
  );
  const chart = useMemo(() => chartFor(trials, { ...options, scale }), [trials, options, scale]);
  const chosen = { state: asked, axis: axisOf(asked), scale: asked.scale ?? scale };
  return { chosen, state, axes, axis, scale, fidelities, chart, budget: budgetOn(axis, status) };
}
