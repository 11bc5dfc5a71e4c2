import { useMemo } from 'react';
import type { TrajectoryChart } from '#core/analysis/charts/trajectory-chart.ts';
import type { Trial, TrialState } from '#core/contract/run/trial.ts';
import { StateMark } from '#renderer/components/text/state-mark.tsx';
import { TRIAL_STATE_WORDS } from '#renderer/format/words.ts';
import classes from '../trajectory.module.css';

const LANE_STATES = ['failed', 'crashed', 'stale', 'evaluating'] as const satisfies readonly TrialState[];

type LegendProps = {
  readonly chart: TrajectoryChart;
  /** What the fidelity is called, which sizes the points where there are rungs. */
  readonly fidelity: string | null;
};

type Drawn = {
  readonly hasLoss: boolean;
  readonly hasRungs: boolean;
  readonly lane: ReadonlySet<TrialState>;
};

/** What there is of each kind, among marks or in the cloud. */
function drawnIn({ losses, withoutLoss, underWay, cloud }: TrajectoryChart): Drawn {
  const lane = new Set([...withoutLoss, ...underWay].map(({ state }) => state));
  let hasLoss = losses.length > 0;
  let hasRungs = losses.some(({ rung }) => rung !== null && rung > 0);
  for (let index = 0; index < cloud.trials.length; index += 1) {
    const { state, rung } = cloud.trials[index] as Trial;
    if (Number.isNaN(cloud.loss[index])) {
      lane.add(state);
    } else {
      hasLoss = true;
      hasRungs ||= rung !== null && rung > 0;
    }
  }
  return { hasLoss, hasRungs, lane };
}

/** What the shapes mean; only those that are drawn. */
export function Legend({ chart, fidelity }: LegendProps) {
  const { hasLoss, hasRungs, lane } = useMemo(() => drawnIn(chart), [chart]);
  return (
    <span className={classes.legend}>
      {chart.steps.length > 0 && (
        <span className={classes.key}>
          <svg width="22" height="12" viewBox="0 0 22 12" aria-hidden="true">
            <path d="M1 2h9v7h11" fill="none" stroke="var(--incumbent)" strokeWidth="2" />
          </svg>
          best so far
        </span>
      )}
      {hasLoss && (
        <span className={classes.key}>
          <StateMark state="success" />
          {hasRungs && fidelity !== null ? `success, sized by ${fidelity}` : 'success'}
        </span>
      )}
      {LANE_STATES.filter((state) => lane.has(state)).map((state) => (
        <span key={state} className={classes.key}>
          <StateMark state={state} />
          {TRIAL_STATE_WORDS[state]}
        </span>
      ))}
    </span>
  );
}
