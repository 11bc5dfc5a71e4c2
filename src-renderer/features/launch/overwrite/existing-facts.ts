import { formatNumber } from '#core/analysis/words/format.ts';
import { formatDuration } from '#core/analysis/words/format-duration.ts';
import type { Difference, ExistingRun } from '#core/contract/run/existing-run.ts';
import { bytes, count, counted } from '#renderer/format/numbers.ts';
import { ago } from '#renderer/format/times.ts';
import { optimizerTitle, TRIAL_STATE_WORDS, trialWords } from '#renderer/format/words.ts';

/** One thing that dies, and a few words on it. */
export type Loss = { readonly what: string; readonly about: string };

export function trialsIn({ counts }: ExistingRun): number {
  return Object.values(counts).reduce((sum, each) => sum + each, 0);
}

function stateWords({ counts }: ExistingRun): string {
  return Object.entries(counts)
    .filter(([, number]) => number > 0)
    .map(
      ([state, number]) => `${count(number)} ${TRIAL_STATE_WORDS[state as keyof typeof TRIAL_STATE_WORDS]}`,
    )
    .join(', ');
}

function bestLoss({ best }: ExistingRun, now: number): Loss | null {
  if (!best) {
    return null;
  }
  const when = best.ended_at ? `, found ${ago(best.ended_at, now)}` : '';
  return { what: `Best loss ${formatNumber(best.loss)}`, about: `${trialWords(best.trial)}${when}` };
}

function effort({ cost, cost_unit, evaluation_seconds }: ExistingRun): Loss | null {
  const time = formatDuration(evaluation_seconds);
  if (cost > 0) {
    const unit = cost_unit ? `${formatNumber(cost)} ${cost_unit}` : `Cost ${formatNumber(cost)}`;
    return { what: unit, about: `of evaluation, ${time} in all` };
  }
  return evaluation_seconds > 0 ? { what: time, about: 'of evaluation' } : null;
}

/** Everything that overwriting takes away, the dearest first. */
export function lossesOf(existing: ExistingRun, now: number): Loss[] {
  const losses = [
    { what: counted(trialsIn(existing), 'trial'), about: stateWords(existing) },
    bestLoss(existing, now),
    effort(existing),
    {
      what: `${bytes(existing.size_bytes)} in ${counted(existing.files, 'file')}`,
      about: 'configurations, results, logs, summaries',
    },
    existing.foreign_count > 0
      ? {
          what: `${counted(existing.foreign_count, 'file')} of yours`,
          about: existing.foreign_files.join(', '),
        }
      : null,
  ];
  return losses.filter((loss) => loss !== null);
}

/** The line under the title: `Started 4 days ago with PriorBand, last change 3 days ago.` */
export function historyWords(existing: ExistingRun, now: number): string {
  const started = existing.created_at ? `Started ${ago(existing.created_at, now)}` : 'Started';
  const optimizer = existing.optimizer ? ` with ${optimizerTitle(existing.optimizer)}` : '';
  const changed = existing.last_change_at ? `, last change ${ago(existing.last_change_at, now)}` : '';
  return `${started}${optimizer}${changed}. What should happen with it?`;
}

/** A difference's path without what all of them share. */
export function differenceName({ path }: Difference): string {
  return path.replace(/^pipeline_space\./, '');
}
