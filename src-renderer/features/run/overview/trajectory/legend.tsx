import type { TrajectoryChart } from '#core/analysis/trajectory-chart.ts';
import type { TrialState } from '#core/contract/trial.ts';
import { StateMark } from '#renderer/components/state-mark.tsx';
import { TRIAL_STATE_WORDS } from '#renderer/format/words.ts';
import classes from './trajectory.module.css';

const LANE_STATES = ['failed', 'crashed', 'stale', 'evaluating'] as const satisfies readonly TrialState[];

type LegendProps = {
  readonly chart: TrajectoryChart;
  /** The fidelity that sizes the points; null without rungs. */
  readonly sizedBy: string | null;
};

/** What the shapes mean; only those that are drawn. */
export function Legend({ chart, sizedBy }: LegendProps) {
  const lane = new Set([...chart.withoutLoss, ...chart.underWay].map(({ state }) => state));
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
      {chart.losses.length > 0 && (
        <span className={classes.key}>
          <StateMark state="success" />
          {sizedBy === null ? 'success' : `success, sized by ${sizedBy}`}
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
