import { optimizerTitleOf } from '#core/contract/optimizers/optimizer-titles.ts';
import type { FinishedBecause, RunState } from '#core/contract/run/status.ts';
import type { TrialState } from '#core/contract/run/trial.ts';

/** Words on screen for the states of a run; `unknown` is a foreign run of which nothing tells more. */
export const RUN_STATE_WORDS = {
  running: 'Running',
  stalled: 'Stalled',
  stopped: 'Stopped',
  finished: 'Finished',
  failed: 'Failed',
  empty: 'Empty',
  unknown: 'Watching',
} as const satisfies Record<RunState, string>;

export const TRIAL_STATE_WORDS = {
  pending: 'pending',
  evaluating: 'evaluating',
  stale: 'stale',
  success: 'success',
  failed: 'failed',
  crashed: 'crashed',
  unreadable: 'unreadable',
} as const satisfies Record<TrialState, string>;

/** A trial's name in running text: a bare number would not say what it counts. */
export function trialWords(trial: string): string {
  return /^\d+$/.test(trial) ? `trial ${trial}` : trial;
}

/** Whether a word, of an address say, is the state of a trial. */
export function isTrialState(word: string): word is TrialState {
  return Object.hasOwn(TRIAL_STATE_WORDS, word);
}

/** Which budget ended a finished run. */
export const FINISHED_WORDS = {
  evaluations: 'All evaluations done',
  cost: 'Cost budget used up',
  duration: 'Time budget used up',
  exhausted: 'Nothing left to try',
} as const satisfies Record<FinishedBecause, string>;

/** How a person calls an optimizer; names of the user's own stay as written. */
export function optimizerTitle(name: string): string {
  return name === 'auto' ? 'Automatic' : optimizerTitleOf(name);
}
