import { lazy, Suspense } from 'react';
import { useLocation } from 'wouter';
import type { Trial } from '#core/contract/run/trial.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { CopyButton } from '#renderer/components/buttons/copy-button.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { EmptyState } from '#renderer/components/surfaces/empty-state.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { Scroller } from '#renderer/components/surfaces/scroller.tsx';
import { count, counted } from '#renderer/format/numbers.ts';
import { aliveWorkers } from '../header/collect.ts';
import { useShownTrials } from '../live/filter/shown-trials.tsx';
import { useRunNow, useRunOnScreen } from '../live/run-context.ts';
import { objectivesOf } from '../live/trials/objectives.ts';
import { trialAddress } from '../live/trials/trial-address.ts';
import { openSubmissions } from '../workers/submissions-card.tsx';
import { BestConfiguration } from './best-configuration.tsx';
import { latestFailure } from './collect.ts';
import { EvaluatingNow } from './evaluating-now.tsx';
import { ImportanceOverview } from './importance-overview.tsx';
import { LatestEvents } from './latest-events.tsx';
import classes from './overview.module.css';
import { TrajectoryCard } from './trajectory/trajectory-card.tsx';

const MOST_SHOWN = 3;

/** What is wrong with the files of the run, as far as looking at it shows. */
function RunProblems() {
  const { facts } = useRunOnScreen();
  const { status } = useRunNow();
  // The header tells errors, and why a run can only be read, above every tab.
  const warnings = status.problems.filter(
    ({ severity, message }) => severity === 'warning' && message !== facts.read_only_because,
  );
  if (warnings.length === 0) {
    return null;
  }
  const told = warnings
    .slice(0, MOST_SHOWN)
    .map(({ message, path }) => (path === null ? message : `${message} (\`${path}\`)`));
  const hidden = warnings.length - told.length;
  const more = hidden > 0 ? [`and ${count(hidden)} more; \`incumbent status\` lists all.`] : [];
  return (
    <ErrorNotice
      tone="warning"
      title={`${counted(warnings.length, 'problem')} in the files of this run`}
      error={{ message: [...told, ...more].join('\n') }}
    />
  );
}

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

type Standing = { readonly alive: boolean; readonly waiting: boolean; readonly ours: boolean };

function wordsOf({ alive, waiting, ours }: Standing): string {
  if (!ours) {
    return 'They appear here by themselves: the first one that ends draws the first point.';
  }
  if (alive) {
    return 'Its loss appears here as soon as it ends.';
  }
  return waiting
    ? 'The workers begin when Slurm lets them: the first trial that ends draws the first point.'
    : 'Resume the run: the first trial that ends draws the first point.';
}

function titleOf(alive: boolean, pending: number): string {
  if (alive) {
    return 'The first trial is about to start';
  }
  return pending === 0 ? 'No trial yet' : `${counted(pending, 'trial')} pending, none has begun`;
}

/** The place of the chart while there is nothing to draw: no trial, or only such as wait. */
function NoTrialYet({ pending }: { pending: number }) {
  const { status } = useRunNow();
  const alive = aliveWorkers(status) > 0;
  const waiting = openSubmissions(status).length > 0;
  return (
    <Card title="Loss trajectory">
      <EmptyState title={titleOf(alive, pending)}>
        {wordsOf({ alive, waiting, ours: status.layout === 'incumbent' })}
      </EmptyState>
    </Card>
  );
}

/** The run halted on an error: which, where it came from, and what can be done. */
function StoppedOnError({ trials }: { trials: readonly Trial[] }) {
  const { runKey, facts } = useRunOnScreen();
  const { status } = useRunNow();
  const [, navigate] = useLocation();
  const failure = latestFailure(trials);
  const error = failure?.error ?? null;
  const told = error ? `${error.type}: ${error.message}` : (status.message ?? 'Its workers left no message.');
  const next = facts.read_only_because
    ? ''
    : '\nMend the function, then resume: what was evaluated is kept. With `ignore_errors: true` a run records errors and goes on.';
  return (
    <ErrorNotice
      title={failure ? `Trial ${failure.trial} stopped the run` : 'The run stopped on an error'}
      error={{ message: `${told}${next}` }}
      action={
        <>
          {error?.traceback && (
            <details className={classes.traceback}>
              <summary>Traceback</summary>
              <Scroller label="Traceback">{error.traceback}</Scroller>
            </details>
          )}
          <span className="row">
            {failure && (
              <Button size="small" onClick={() => navigate(trialAddress(runKey, failure.trial))}>
                Open trial
              </Button>
            )}
            {error?.traceback && <CopyButton text={error.traceback}>Copy traceback</CopyButton>}
          </span>
        </>
      }
    />
  );
}
