import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { formatDuration } from '#core/analysis/words/format-duration.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { isoTime } from '../iso-time.ts';
import type { RunLayout } from '../layout.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** So many of the latest evaluations tell how long one takes. */
const LATEST = 100;

type StaleTrial = {
  readonly layout: RunLayout;
  readonly ledger: Ledger;
  readonly trial: Trial;
  /** When the heartbeat of its worker moved last; null without one. */
  readonly beat: string | null;
};

/** The last signs of life of an evaluation, and how long others took: what a person judges a silence by. */
export function staleEvidence({ layout, ledger, trial, beat }: StaleTrial): readonly string[] {
  const changed = lastChange(layout.trial(trial.trial).directory);
  const typical = medianSeconds(ledger);
  return [
    beat === null ? null : `last heartbeat of its worker: ${beat}`,
    changed === null ? null : `last change of a file of the trial: ${changed}`,
    trial.started_at === null
      ? null
      : `begun: ${trial.started_at}${typical === null ? '' : `; the latest evaluations took ${formatDuration(typical)} in the median`}`,
  ].filter((line) => line !== null);
}

function lastChange(directory: string): string | null {
  try {
    const times = readdirSync(directory).map(
      (name) => statSync(join(directory, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    );
    return times.length === 0 ? null : isoTime(Math.floor(Math.max(...times)));
  } catch {
    // What can't be looked at tells nothing; another finding tells that it is missing.
    return null;
  }
}

function medianSeconds(ledger: Ledger): number | null {
  const seconds = ledger.completed
    .slice(-LATEST)
    .flatMap(({ trial }) => ledger.evaluationSeconds(trial) ?? [])
    .sort((a, b) => a - b);
  return seconds[Math.floor(seconds.length / 2)] ?? null;
}
