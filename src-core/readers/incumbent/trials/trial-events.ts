import { formatNumber } from '#core/analysis/words/format.ts';
import type { RunEvent } from '#core/contract/run/run-view.ts';
import { type Trial, winningLoss } from '#core/contract/run/trial.ts';
import type { Ledger } from '#core/state/ledger/ledger.ts';

/** How many events there are at most, of trials and in the whole list. */
export const MOST_EVENTS = 50;

/** How much of an error's message stands in its event. */
const MESSAGE_CHARACTERS = 200;

/** The events that completed trials are, read on from where it stopped last. */
export type TrialEvents = {
  /** @param ledger - another one than before, or one whose `completed` did not only grow, is read from its start. */
  read(ledger: Completions): readonly RunEvent[];
};

type Completions = Pick<Ledger, 'completed' | 'completedRevision'>;

export function createTrialEvents(): TrialEvents {
  let progress = START;
  let seen: Completions | null = null;
  let seenRevision = 0;
  return {
    read: (ledger) => {
      const goesOn = ledger === seen && ledger.completedRevision === seenRevision;
      seen = ledger;
      seenRevision = ledger.completedRevision;
      progress = readOn(goesOn ? progress : START, ledger.completed);
      return progress.events;
    },
  };
}

type Progress = { readonly seen: number; readonly least: number; readonly events: readonly RunEvent[] };

const START: Progress = { seen: 0, least: Number.POSITIVE_INFINITY, events: [] };

function readOn(progress: Progress, completed: readonly Trial[]): Progress {
  const events = [...progress.events];
  let { least } = progress;
  for (const trial of completed.slice(progress.seen)) {
    const loss = winningLoss(trial);
    if (loss !== null && loss < least) {
      least = loss;
      events.push(trialEvent('new-best', trial, `New best loss ${formatNumber(loss)}`));
    } else if (trial.state === 'failed' || trial.state === 'crashed') {
      events.push(trialEvent(trial.state, trial, errorInWords(trial)));
    }
  }
  return { seen: completed.length, least, events: events.slice(-MOST_EVENTS) };
}

function trialEvent(kind: RunEvent['kind'], trial: Trial, message: string): RunEvent {
  const at = trial.ended_at ?? trial.started_at ?? trial.sampled_at ?? '';
  return { kind, at, trial: trial.trial, message };
}

function errorInWords({ error, state }: Trial): string {
  if (error === null) {
    return state === 'crashed' ? 'Given up: its workers died' : 'Failed';
  }
  const text = `${error.type}: ${error.message.split('\n', 1)[0] ?? ''}`;
  return text.length > MESSAGE_CHARACTERS ? `${text.slice(0, MESSAGE_CHARACTERS)}…` : text;
}
