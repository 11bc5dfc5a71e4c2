import type { Trial } from '#core/contract/run/trial.ts';

/** Everything in a row that a person might look for, in small letters; made once for each trial. */
const known = new WeakMap<Trial, string>();

/** The words of a trial that a search looks through: name, state, worker, error, loss and `name=value` pairs. */
export function rowWords(trial: Trial): string {
  const made = known.get(trial);
  if (made !== undefined) {
    return made;
  }
  const { trial: name, state, worker, error, config, loss } = trial;
  const values = Object.entries(config).map(([key, value]) => `${key}=${value}`);
  const words = [name, state, worker, error?.type, error?.message, loss, ...values].join('\n').toLowerCase();
  known.set(trial, words);
  return words;
}
