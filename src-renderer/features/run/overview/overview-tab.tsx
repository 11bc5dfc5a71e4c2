import { useRunOnScreen } from '../live/run-context.ts';
import { useShownTrials } from '../live/shown-trials.tsx';
import { BestConfiguration } from './best-configuration.tsx';
import { EvaluatingNow } from './evaluating-now.tsx';
import { ImportanceOverview } from './importance-overview.tsx';
import { LatestEvents } from './latest-events.tsx';
import { NoTrialYet } from './no-trial-yet.tsx';
import classes from './overview.module.css';
import { RunProblems } from './run-problems.tsx';
import { StoppedOnError } from './stopped-on-error.tsx';
import { TrajectoryCard } from './trajectory/trajectory-card.tsx';

/** The glance: how the loss fell, the best configuration, what goes on, what happened. */
export function OverviewTab() {
  const { status } = useRunOnScreen();
  const { all, known } = useShownTrials();
  return (
    <div className={classes.page}>
      <RunProblems />
      {status.state === 'failed' && <StoppedOnError trials={all} />}
      {known.length === 0 ? <NoTrialYet /> : <TrajectoryCard />}
      <div className={classes.cards}>
        <BestConfiguration />
        <ImportanceOverview />
        <EvaluatingNow trials={known} />
        <LatestEvents />
      </div>
    </div>
  );
}
