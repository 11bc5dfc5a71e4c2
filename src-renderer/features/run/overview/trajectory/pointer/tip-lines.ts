import type { TrajectoryAxis } from '#core/analysis/charts/trajectory.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { TRIAL_STATE_WORDS } from '#renderer/format/words.ts';
import { type AxisNames, axisName, placeWords } from '../axis-words.ts';
import type { PlacedMark } from '../plot/placed-mark.ts';

type Marked = {
  readonly mark: PlacedMark;
  readonly trial: Trial | undefined;
  readonly axis: TrajectoryAxis;
  readonly names: AxisNames;
};

/** What the tip says of the trial under the pointer. */
export function tipLines({ mark, trial, axis, names }: Marked): readonly (readonly [string, string])[] {
  const fidelity = trial?.fidelity ?? null;
  const known: readonly (readonly [string, string] | null)[] = [
    mark.loss === null ? ['State', TRIAL_STATE_WORDS[mark.state]] : ['Loss', formatNumber(mark.loss)],
    names.fidelity === null || fidelity === null || axis === 'fidelity'
      ? null
      : [names.fidelity, String(fidelity)],
    [axisName(axis, names), placeWords(axis, mark.x)],
    trial?.error ? ['Error', trial.error.type] : null,
  ];
  return known.filter((line) => line !== null);
}
