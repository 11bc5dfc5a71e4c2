import { IconHandStop, IconRefresh, IconTrash } from '@tabler/icons-react';
import type { Trial, TrialState } from '#core/contract/run/trial.ts';
import { counted } from '../format/numbers.ts';
import { trialWords } from '../format/words.ts';
import { type Action, action } from '../stores/action.ts';
import { readOnlyReason } from '../stores/read-only.ts';
import type { Stores } from '../stores/stores.ts';
import { attempt } from './attempt.ts';

/** What must be known of a trial to say what can be done with it. */
export type TrialSubject = {
  readonly key: string;
  readonly trial: Pick<Trial, 'trial' | 'state'>;
  /** The trials that continue it, at whatever rung: they go with it. */
  readonly continuations: readonly string[];
  readonly readOnlyBecause: string | null;
};

const STOP_FIRST = 'It is being evaluated; stop it first.';

function whyNotStopped(state: TrialState): string | null {
  switch (state) {
    case 'evaluating':
      return null;
    case 'stale':
      return 'Its worker has died: nobody is there to stop.';
    default:
      return 'It is not being evaluated.';
  }
}

function whyNotAgain(state: TrialState): string | null {
  switch (state) {
    case 'evaluating':
      return STOP_FIRST;
    case 'pending':
      return 'It waits to be evaluated already.';
    default:
      return null;
  }
}

/** What can be done with one trial, with the reason where it can't be done now. */
export function trialActions(subject: TrialSubject, stores: Stores): readonly Action[] {
  const { key, trial, continuations, readOnlyBecause } = subject;
  const { client } = stores.connection;
  const closed = readOnlyBecause ?? readOnlyReason(stores);
  const name = trialWords(trial.trial);
  return [
    action({
      id: `stop-trial:${key}`,
      name: 'Stop this trial',
      group: name,
      icon: IconHandStop,
      unavailable: closed ?? whyNotStopped(trial.state),
      danger: true,
      run: () =>
        attempt(stores, `Stopping ${name}`, () => client.run.stop({ key, now: true, trials: [trial.trial] })),
    }),
    action({
      id: `run-again:${key}`,
      name: 'Run again',
      group: name,
      icon: IconRefresh,
      unavailable: closed ?? whyNotAgain(trial.state),
      run: () => attempt(stores, `Running ${name} again`, () => runAgain(stores, key, [trial.trial])),
    }),
    action({
      id: `delete-trial:${key}`,
      name: 'Delete…',
      group: name,
      icon: IconTrash,
      unavailable: closed ?? (trial.state === 'evaluating' ? STOP_FIRST : null),
      danger: true,
      run: () => stores.dialogs.open({ kind: 'delete-trials', key, trials: [trial.trial, ...continuations] }),
    }),
  ];
}

/** Has trials evaluated again, and says so where nobody is there to do it. */
export async function runAgain(
  { connection, notifications }: Stores,
  key: string,
  trials: readonly string[],
): Promise<void> {
  const { workers_alive } = await connection.client.run.requeue({ key, trials: [...trials] });
  if (workers_alive === 0) {
    const [only = '', ...more] = trials;
    const title =
      more.length === 0
        ? `${trialWords(only)} waits to be evaluated again`
        : `${counted(trials.length, 'trial')} wait to be evaluated again`;
    notifications.notify({
      tone: 'plain',
      title,
      message: 'No worker is alive here: resume the run to go on.',
      address: null,
    });
  }
}
