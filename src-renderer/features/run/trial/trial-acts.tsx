import { useMemo } from 'react';
import type { Trial } from '#core/contract/run/trial.ts';
import { trialActions } from '#renderer/actions/trial-actions.ts';
import { ActionButton } from '#renderer/components/buttons/action-button.tsx';
import { useStores } from '#renderer/stores/stores.ts';
import { useRunOnScreen } from '../live/run-context.ts';
import { continuationsOf } from './continuations.ts';
import classes from './trial.module.css';

/** Stop, run again, delete: what can be done with the trial, each with the reason where it can't. */
export function TrialActs({ trial, trials }: { trial: Trial; trials: readonly Trial[] }) {
  const stores = useStores();
  const { runKey, facts } = useRunOnScreen();
  const continuations = useMemo(() => continuationsOf(trial.trial, trials), [trial.trial, trials]);
  const subject = { key: runKey, trial, continuations, readOnlyBecause: facts.read_only_because };
  return (
    <div className={classes.trialActs}>
      {trialActions(subject, stores).map((each) => (
        <ActionButton key={each.id} action={each} size="small" />
      ))}
    </div>
  );
}
