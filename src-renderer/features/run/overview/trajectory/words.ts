import type { TrajectoryAxis } from '#core/analysis/charts/trajectory.ts';
import type { TrajectoryChart } from '#core/analysis/charts/trajectory-chart.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import type { Best, RunStatus } from '#core/contract/run/status.ts';
import { count, counted } from '#renderer/format/numbers.ts';

/** The chart for those who don't see it. Without a `best`, that of the trials it shows is told. */
export function textAlternative(chart: TrajectoryChart, best: Best | null): string {
  const shown = `Shows ${counted(chart.total, 'completed trial')}${chart.cloud.trials.length > 0 ? ', binned' : ''}`;
  const inCloud = chart.cloud.loss.reduce((sum, loss) => sum + Number(Number.isNaN(loss)), 0);
  const withoutLoss = inCloud + chart.withoutLoss.length;
  const last = chart.steps.at(-1);
  const told = best ?? (last === undefined ? null : { loss: last.loss, trial: last.trial });
  const parts = [
    shown,
    withoutLoss > 0 ? `${count(withoutLoss)} without a loss` : null,
    chart.underWay.length > 0 ? `${count(chart.underWay.length)} under way` : null,
    told === null ? 'no loss yet' : `best loss ${formatNumber(told.loss)}, of trial ${told.trial}`,
    chart.steps.length > 1 ? `after ${counted(chart.steps.length - 1, 'improvement')}` : null,
  ];
  return `${parts.filter((part) => part !== null).join(', ')}.`;
}

/** What the picture leaves out or puts together, so that nothing is capped in silence; null where it shows all. */
export function whatIsLeftOut(chart: TrajectoryChart): string | null {
  const parts = [
    chart.cloud.trials.length > 0
      ? `${counted(chart.cloud.trials.length, 'trial')}, binned: the more lie in a place, the darker it is. Every new best has a mark.`
      : null,
    chart.belowLog > 0
      ? `${counted(chart.belowLog, 'loss', 'losses')} of 0 or less cannot stand on a logarithmic axis.`
      : null,
    chart.unplaced > 0 ? `${counted(chart.unplaced, 'trial')} without a time of end left out.` : null,
  ];
  const words = parts.filter((part) => part !== null).join(' ');
  return words === '' ? null : words;
}

/** What the shaded part stands for. */
export function leftWords(axis: TrajectoryAxis, { budget }: RunStatus): string | null {
  const { evaluations, cost } = budget;
  if (axis === 'evaluation' && evaluations.total !== null) {
    const left = Math.max(0, evaluations.total - Math.max(evaluations.committed, evaluations.completed));
    return left === 0 ? null : `${counted(left, 'evaluation')} left`;
  }
  if (axis === 'cost' && cost.total !== null) {
    return cost.total > cost.spent ? `${formatNumber(cost.total - cost.spent)} left` : null;
  }
  return null;
}

/** For CSV: seconds where an axis of time is exported. */
export function axisColumn(axis: TrajectoryAxis): string {
  return axis === 'time' ? 'seconds' : axis;
}
