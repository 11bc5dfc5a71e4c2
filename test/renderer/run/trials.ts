import type { Trial } from '#core/contract/run/trial.ts';
import { trial as trialOf } from '#test/core/analysis/trials.ts';

/** A trial that ended well, but for what is given. */
export function trial(given: Partial<Trial> & Pick<Trial, 'trial'>): Trial {
  return trialOf(given.trial, {
    state: 'success',
    config: { learning_rate: 0.01 },
    loss: 0.5,
    worker: 'w1',
    sampled_at: '2026-01-31T12:00:00.000Z',
    started_at: '2026-01-31T12:00:00.000Z',
    ended_at: '2026-01-31T12:01:30.000Z',
    ...given,
  });
}
