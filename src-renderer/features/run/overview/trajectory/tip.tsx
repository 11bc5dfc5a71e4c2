import { formatNumber } from '#core/analysis/format.ts';
import type { TrajectoryAxis } from '#core/analysis/trajectory.ts';
import type { Trial } from '#core/contract/trial.ts';
import { TRIAL_STATE_WORDS } from '#renderer/format/words.ts';
import { type AxisNames, axisName, placeWords } from './axis-words.ts';
import type { Size } from './geometry.ts';
import type { PlacedMark } from './placed-mark.ts';
import classes from './trajectory.module.css';

type TipProps = {
  readonly mark: PlacedMark;
  readonly trial: Trial | undefined;
  readonly axis: TrajectoryAxis;
  readonly names: AxisNames;
  readonly size: Size;
};

const WIDTH = 176;
const AWAY = 16;

function lines({ mark, trial, axis, names }: TipProps): readonly (readonly [string, string])[] {
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

/** What the trial under the pointer is; beside it, never over it. */
export function Tip(props: TipProps) {
  const { mark, size } = props;
  const toTheLeft = mark.left + AWAY + WIDTH > size.width;
  const style = {
    top: Math.min(Math.max(mark.top - 60, 8), Math.max(8, size.height - 130)),
    ...(toTheLeft ? { right: size.width - mark.left + AWAY } : { left: mark.left + AWAY }),
  };
  return (
    <div className={classes.tip} style={style} aria-hidden="true">
      <b className="mono">{mark.trial}</b>
      <dl>
        {lines(props).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <span className="text3">Click opens the trial</span>
    </div>
  );
}
