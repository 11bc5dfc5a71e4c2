import { isDeepStrictEqual } from 'node:util';
import { isCompleted, type Trial } from '#core/contract/run/trial.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { TrialOnDisk } from '../trials/read-trial.ts';

/**
 * How a trial's readable files stand to the journals.
 *
 * - `same`: they say the same.
 * - `files-behind`: the journals know more; the files are written again from them.
 * - `journal-behind`: the files hold a result of an attempt that no journal knows.
 * - `differs`: both say something, and not the same; names what.
 */
export type Comparison =
  | { readonly kind: 'same' | 'files-behind' | 'journal-behind' }
  | { readonly kind: 'differs'; readonly what: readonly string[] };

const SAME: Comparison = { kind: 'same' };
const FILES_BEHIND: Comparison = { kind: 'files-behind' };
const JOURNAL_BEHIND: Comparison = { kind: 'journal-behind' };

/** Compares what the files of a trial say, which must be readable, with what the journals say. Pure. */
export function compareTrial(ledger: Ledger, trial: Trial, disk: TrialOnDisk): Comparison {
  const configDiffers = !isDeepStrictEqual(plain(trial.config), plain(disk.config));
  const progress = compareProgress(ledger, trial, disk);
  if (!configDiffers) {
    return progress;
  }
  return { kind: 'differs', what: ['config', ...(progress.kind === 'differs' ? progress.what : [])] };
}

function compareProgress(ledger: Ledger, trial: Trial, disk: TrialOnDisk): Comparison {
  const attempt = disk.metadata.attempt ?? 0;
  if (disk.outcome === null) {
    const isSame = disk.metadata.state === trial.state && attempt === trial.attempt;
    return isSame || disk.metadata.state == null ? SAME : FILES_BEHIND;
  }
  const isReported = ledger.hasReport(trial.trial, attempt);
  if (!isCompleted(trial.state)) {
    return isReported ? FILES_BEHIND : JOURNAL_BEHIND;
  }
  const isOtherAttempt = attempt !== trial.attempt;
  return compareOutcomes(differences(trial, disk), { isOtherAttempt, isReported });
}

type Attempts = { readonly isOtherAttempt: boolean; readonly isReported: boolean };

/** Of two results. An older attempt's, which the journals have beside the one that counts, is only behind. */
function compareOutcomes(what: readonly string[], { isOtherAttempt, isReported }: Attempts): Comparison {
  if (isOtherAttempt && (isReported || what.length === 0)) {
    return FILES_BEHIND;
  }
  return what.length === 0 ? SAME : { kind: 'differs', what };
}

function differences(trial: Trial, { metadata, outcome }: TrialOnDisk): readonly string[] {
  if (outcome === null) {
    return [];
  }
  const state = metadata.state ?? outcome.kind;
  if (state !== trial.state) {
    return ['state'];
  }
  const told =
    outcome.kind === 'success'
      ? { loss: outcome.loss, learning_curve: outcome.learning_curve, extra: outcome.extra }
      : { error: { type: outcome.error.type, message: outcome.error.message } };
  const known =
    outcome.kind === 'success'
      ? { loss: trial.loss, learning_curve: trial.learning_curve, extra: trial.extra }
      : { error: { type: trial.error?.type ?? '', message: trial.error?.message ?? '' } };
  const pairs = { ...told, cost: outcome.cost } as Readonly<Record<string, unknown>>;
  const others = { ...known, cost: trial.cost } as Readonly<Record<string, unknown>>;
  return Object.keys(pairs).filter((key) => !isDeepStrictEqual(plain(pairs[key]), plain(others[key])));
}

/** As JSON and UTF-8 carry it: half a surrogate pair survives a journal and no file. */
function plain(value: unknown): unknown {
  return JSON.parse(
    Buffer.from(JSON.stringify(value ?? null))
      .toString('utf8')
      .replaceAll(/\\ud[89a-f]../gi, '\ufffd'),
  );
}
