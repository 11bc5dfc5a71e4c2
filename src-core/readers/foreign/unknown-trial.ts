import type { Trial } from '#core/contract/run/trial.ts';

/** What is said of a trial of which nothing is known but that it is there. */
export const UNKNOWN_TRIAL: Omit<Trial, 'trial' | 'state'> = {
  config: {},
  loss: null,
  cost: null,
  learning_curve: null,
  extra: null,
  error: null,
  bracket: null,
  rung: null,
  fidelity: null,
  previous: null,
  attempt: 1,
  worker: null,
  sampled_at: null,
  started_at: null,
  ended_at: null,
};
