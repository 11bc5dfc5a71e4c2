import type { RungGroup } from '#core/analysis/charts/rung-columns.ts';
import type { CutOff } from '#core/analysis/insight/rung-cut-off.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import { lossOf, type Trial } from '#core/contract/run/trial.ts';
import { count, counted } from '#renderer/format/numbers.ts';
import { TRIAL_STATE_WORDS } from '#renderer/format/words.ts';
import { csvText } from '../live/csv.ts';

/** `11 more trials, 1 without a loss` */
export function leftOutWords({ leftOut, leftOutWithoutLoss }: RungGroup): string {
  const without = leftOutWithoutLoss > 0 ? `, ${count(leftOutWithoutLoss)} without a loss` : '';
  return `${counted(leftOut, 'more trial')}${without}`;
}

/** `cut-off now 0.1473, 2 of 6 would go on` */
export function cutOffWords({ loss, places, of, open }: CutOff): string {
  const isSettled = open.size === 0;
  const share = `${count(places)} of ${count(of)}`;
  return isSettled
    ? `cut-off ${formatNumber(loss)}, ${share} promoted`
    : `cut-off now ${formatNumber(loss)}, ${share} would go on`;
}

/** The loss, or what there is in its place. */
export function lossWords(trial: Trial): string {
  const loss = lossOf(trial);
  return loss === null ? TRIAL_STATE_WORDS[trial.state] : formatNumber(loss);
}

/** Every trial that has a rung: also those for which the board has no room. */
export function rungsCsv(trials: readonly Trial[]): string {
  const rows = trials
    .filter(({ rung }) => rung !== null)
    .toSorted((a, b) => (a.rung ?? 0) - (b.rung ?? 0))
    .map((trial) => [
      ...[trial.rung, trial.fidelity, trial.bracket].map((value) => (value === null ? '' : String(value))),
      trial.trial,
      trial.state,
      String(lossOf(trial) ?? ''),
      trial.previous ?? '',
    ]);
  return csvText([['rung', 'fidelity', 'bracket', 'trial', 'state', 'loss', 'continues'], ...rows]);
}
