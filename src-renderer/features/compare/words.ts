import type { TrajectoryAxis } from '#core/analysis/charts/trajectory.ts';
import type { CompareResult, GroupResult, LeftOut } from '#core/analysis/compare/compare-runs.ts';
import type { BandKind } from '#core/analysis/compare/group-curve.ts';
import type { RunGroup } from '#core/analysis/compare/groups.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import { formatDuration } from '#core/analysis/words/format-duration.ts';
import { count, counted, given } from '../../format/numbers.ts';

export const AXIS_NAMES = {
  evaluation: 'Evaluations',
  time: 'Wall time',
  cost: 'Cost',
  fidelity: 'Full evaluations',
} as const satisfies Record<TrajectoryAxis, string>;

const LEFT_OUT_BECAUSE = {
  axis: 'nothing tells its place on this axis',
  objectives: 'several objectives',
  unreadable: 'can’t be read',
} as const satisfies Record<LeftOut['because'], string>;

/** `a (several objectives), b (can’t be read)` */
export function leftOutWords(leftOut: readonly LeftOut[]): string {
  return leftOut.map(({ run, because }) => `${run.name} (${LEFT_OUT_BECAUSE[because]})`).join(', ');
}

/** What stands under an axis. */
export function axisTitle(axis: TrajectoryAxis, costUnit: string | null): string {
  switch (axis) {
    case 'evaluation':
      return 'completed evaluations';
    case 'time':
      return 'since the first trial of each run';
    case 'cost':
      return costUnit === null ? 'cost' : `cost, ${costUnit}`;
    case 'fidelity':
      return 'full evaluations spent';
  }
}

/** A place on an axis in words. */
export function placeWords(axis: TrajectoryAxis, x: number): string {
  switch (axis) {
    case 'evaluation':
      return given(Number(x.toFixed(1)));
    case 'time':
      return x < 10 ? `${given(Number(x.toPrecision(3)))} s` : formatDuration(x);
    case 'cost':
    case 'fidelity':
      return formatNumber(x);
  }
}

/** A tick of an axis. */
export function tickWords(axis: TrajectoryAxis, x: number): string {
  return axis === 'time' && x >= 10 ? formatDuration(x) : given(Number(x.toPrecision(6)));
}

export const BAND_NAMES = {
  confidence: '95 % confidence',
  error: 'Standard error',
  range: 'Min to max',
} as const satisfies Record<BandKind, string>;

/** What the bands of a chart are. */
export const BAND_NOTES = {
  confidence: 'Band: 95 % interval of the mean, percentile bootstrap over runs with 1,000 resamples.',
  error: 'Band: standard error of the mean below and above it.',
  range: 'Band: lowest to highest run.',
} as const satisfies Record<BandKind, string>;

/** `12 runs in 3 groups` */
export function sizeWords(groups: readonly RunGroup[]): string {
  const runs = groups.reduce((sum, group) => sum + group.runs.length, 0);
  return `${counted(runs, 'run')} in ${counted(groups.length, 'group')}`;
}

/** How many runs a mean is of: `mean of 5 runs`, `mean of 3 to 5 runs`. */
export function meanWords(groups: readonly GroupResult[]): string {
  const sizes = groups.map(({ curves }) => curves.length).filter((size) => size > 0);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  if (sizes.length === 0) {
    return 'no run yet';
  }
  if (most === 1) {
    return 'one run a group';
  }
  return least === most ? `mean of ${most} runs` : `mean of ${least} to ${most} runs`;
}

/** Which lines end early and why; null where all go to the end. */
export function endsEarly(groups: readonly GroupResult[]): string | null {
  const end = Math.max(0, ...groups.map(({ curve }) => curve.end));
  const early = groups.filter(
    ({ curve, curves }) => curve.end < end * 0.999 && curves.some(({ isOver }) => !isOver),
  );
  if (early.length === 0) {
    return null;
  }
  const names = early.map(({ name }) => name);
  const listed =
    names.length > 2 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(' and ');
  return `${listed} end${early.length === 1 ? 's' : ''} where the first run has come to: what goes on or was stopped is not carried on.`;
}

/** Which groups have no line and why; null where all have one. A group of no run in the chart is told elsewhere. */
export function linesMissing(groups: readonly GroupResult[]): string | null {
  const missing = groups.filter(({ curves, final }) => curves.length > 0 && final === null);
  const words = missing.map(({ name, curves }) => {
    const silent = curves.filter(({ points }) => points.length === 0).length;
    const because =
      silent === 0
        ? 'one of its runs ends before another one has its first loss'
        : `${silent} of its ${counted(curves.length, 'run')} ${silent === 1 ? 'has' : 'have'} no loss`;
    return `${name} has no line: ${because}.`;
  });
  return words.length === 0 ? null : words.join(' ');
}

/** The chart in words, for those who do not see it. */
export function textAlternative({ groups }: CompareResult, axis: TrajectoryAxis): string {
  const lines = groups.map(({ name, final, curve }) =>
    final === null
      ? `${name}: no loss yet`
      : `${name}: mean best loss ${formatNumber(final.mean)} at ${placeWords(axis, curve.end)}`,
  );
  return `${AXIS_NAMES[axis]}: ${lines.join('; ')}.`;
}

/** `61 · 5 of 5` */
export function targetWords({ target }: GroupResult, axis: TrajectoryAxis): string {
  if (target === null) {
    return 'no run';
  }
  return target.median === null ? 'not reached' : placeWords(axis, target.median);
}

/** `5 of 5 runs` */
export function reachedWords({ target }: GroupResult): string {
  return target === null ? '' : `${count(target.reached)} of ${counted(target.runs, 'run')}`;
}
