import { formatNumber } from '#core/analysis/words/format.ts';

type Points = readonly (readonly [number, number])[];

type CurveProps = {
  /** `[step, loss]` of the trial. */
  readonly points: Points;
  /** The incumbent's, drawn behind it in grey; empty without one. */
  readonly compared: Points;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly color?: string;
};

const EDGE = 3;
/** From this height on there is room for the ends of both axes. */
const LEAST_FOR_ENDS = 100;
/** Room for them. */
const ENDS = { left: 46, bottom: 18 } as const;
const LETTERS = { fill: 'var(--text3)', fontSize: 11 } as const;

/** Lowest and highest, without the argument limit of Math.max. */
function rangeOf(values: readonly number[]): readonly [number, number] {
  return values.reduce<readonly [number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

/** A learning curve over that of the incumbent. */
export function Curve({ points, compared, width, height, label, color = 'var(--evaluating)' }: CurveProps) {
  const all = [...points, ...compared];
  const steps = all.map(([step]) => step);
  const losses = all.map(([, loss]) => loss);
  const [left, right] = rangeOf(steps);
  const [low, high] = rangeOf(losses);
  const hasEnds = height >= LEAST_FOR_ENDS;
  const edges = hasEnds ? ENDS : { left: EDGE, bottom: EDGE };
  const across = width - edges.left - EDGE;
  const down = height - edges.bottom - EDGE;
  const x = (step: number) => edges.left + ((step - left) / (right - left || 1)) * across;
  const y = (loss: number) => EDGE + ((high - loss) / (high - low || 1)) * down;
  const bottom = hasEnds ? EDGE + down + 0.5 : height - 0.5;
  const path = (line: Points) =>
    line
      .map(([step, loss], index) => `${index === 0 ? 'M' : 'L'}${x(step).toFixed(1)} ${y(loss).toFixed(1)}`)
      .join('');
  const last = points.at(-1);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <line x1={hasEnds ? edges.left : 0} x2={width} y1={bottom} y2={bottom} stroke="var(--grid)" />
      {hasEnds && (
        <>
          <text x={edges.left - 6} y={EDGE + 9} textAnchor="end" {...LETTERS}>
            {formatNumber(high)}
          </text>
          <text x={edges.left - 6} y={EDGE + down} textAnchor="end" {...LETTERS}>
            {formatNumber(low)}
          </text>
          <text x={edges.left} y={height - 4} {...LETTERS}>
            {left}
          </text>
          <text x={width - EDGE} y={height - 4} textAnchor="end" {...LETTERS}>
            {right}
          </text>
        </>
      )}
      <path d={path(compared)} fill="none" stroke="var(--text3)" strokeOpacity="0.7" />
      <path d={path(points)} fill="none" stroke={color} strokeWidth="1.6" />
      {last && <circle cx={x(last[0])} cy={y(last[1])} r="2.2" fill={color} />}
    </svg>
  );
}
