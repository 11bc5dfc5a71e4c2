import type { TrajectoryAxis } from '#core/analysis/charts/trajectory.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import { formatElapsed, formatTimeTick } from '#core/analysis/words/format-duration.ts';
import { count, given } from '#renderer/format/numbers.ts';

/** What a run calls the things on its axes. */
export type AxisNames = {
  readonly costUnit: string | null;
  /** The fidelity parameter; null without one. */
  readonly fidelity: string | null;
};

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The name of an axis, for its choice and for what a tip says of a trial. */
export function axisName(axis: TrajectoryAxis, { fidelity }: AxisNames): string {
  switch (axis) {
    case 'evaluation':
      return 'Evaluation';
    case 'time':
      return 'Wall time';
    case 'cost':
      return 'Cost';
    case 'fidelity':
      return capital(fidelity ?? 'fidelity');
  }
}

/** What stands under the axis, with its unit. */
export function axisTitle(axis: TrajectoryAxis, names: AxisNames): string {
  switch (axis) {
    case 'evaluation':
      return 'completed evaluations';
    case 'time':
      return 'since the first trial';
    case 'cost':
      return names.costUnit ? `cost, ${names.costUnit}` : 'cost';
    case 'fidelity':
      return `${names.fidelity ?? 'fidelity'} spent`;
  }
}

/** A place on an axis in words. */
export function placeWords(axis: TrajectoryAxis, x: number): string {
  switch (axis) {
    case 'evaluation':
    case 'fidelity':
      return count(x);
    case 'time':
      return formatElapsed(x);
    case 'cost':
      return formatNumber(x);
  }
}

/** A tick of an axis. */
export function tickWords(axis: TrajectoryAxis, x: number): string {
  switch (axis) {
    case 'cost':
      return given(x);
    case 'time':
      return formatTimeTick(x);
    default:
      return placeWords(axis, x);
  }
}
