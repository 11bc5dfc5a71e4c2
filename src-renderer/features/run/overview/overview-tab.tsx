import { lazy, Suspense } from 'react';
import { useShownTrials } from '../live/filter/shown-trials.tsx';
import { useRunNow } from '../live/run-context.ts';
import { objectivesOf } from '../live/trials/objectives.ts';
import { BestConfiguration } from './best-configuration.tsx';
import { EvaluatingNow } from './evaluating-now.tsx';
import { ImportanceOverview } from './importance-overview.tsx';
import { LatestEvents } from './latest-events.tsx';
import { NoTrialYet } from './no-trial-yet.tsx';
import classes from './overview.module.css';
import { RunProblems } from './run-problems.tsx';
import { StoppedOnError } from './stopped-on-error.tsx';
import { TrajectoryCard } from './trajectory/trajectory-card.tsx';

const ParetoOverview = lazy(async () => ({
  default: (await import('./pareto-overview.tsx')).ParetoOverview,
}));

function Progress() {
  const { known } = useShownTrials();
  const objectives = objectivesOf(known);
  if (known.every(({ state }) => state === 'pending')) {
    return <NoTrialYet pending={known.length} />;
  }
  return objectives > 1 ? (
    <Suspense fallback={null}>
      <ParetoOverview objectives={objectives} />
    </Suspense>
  ) : (
    <TrajectoryCard />
  );
}

/** The glance: how the loss fell, the best configuration, what goes on, what happened. */
export function OverviewTab() {
  const { status } = useRunNow();
  const { all, known } = useShownTrials();
  return (
    <div className={classes.page}>
      <RunProblems />
      {status.state === 'failed' && <StoppedOnError trials={all} />}
      <Progress />
      <div className={classes.cards}>
        <BestConfiguration />
        <ImportanceOverview />
        <EvaluatingNow trials={known} />
        <LatestEvents />
      </div>
    </div>
  );
}
