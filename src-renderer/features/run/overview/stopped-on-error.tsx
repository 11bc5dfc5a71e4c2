import { useLocation } from 'wouter';
import type { Trial } from '#core/contract/run/trial.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { CopyButton } from '#renderer/components/buttons/copy-button.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { Scroller } from '#renderer/components/surfaces/scroller.tsx';
import { useRunNow, useRunOnScreen } from '../live/run-context.ts';
import { trialAddress } from '../live/trials/trial-address.ts';
import { latestFailure } from './collect.ts';
import classes from './overview.module.css';

/** The run halted on an error: which, where it came from, and what can be done. */
export function StoppedOnError({ trials }: { trials: readonly Trial[] }) {
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
