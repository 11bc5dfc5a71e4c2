import { type TrajectoryOptions, trajectoryOf } from '#core/analysis/charts/trajectory.ts';
import { listOf } from '#core/analysis/charts/trajectory-points.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { csvText } from '../../live/csv.ts';
import { axisColumn } from './words.ts';

/** The numbers behind the chart: every completed trial, also those that the drawing leaves out. */
export function trajectoryCsv(trials: readonly Trial[], options: TrajectoryOptions): string {
  let best = Number.POSITIVE_INFINITY;
  const rows = listOf(trajectoryOf(trials, options).points).map(({ trial, x, loss }) => {
    best = loss === null ? best : Math.min(best, loss);
    const bestSoFar = Number.isFinite(best) ? String(best) : '';
    return [trial.trial, trial.state, String(x), loss === null ? '' : String(loss), bestSoFar];
  });
  return csvText([['trial', 'state', axisColumn(options.axis), 'loss', 'best_loss'], ...rows]);
}
