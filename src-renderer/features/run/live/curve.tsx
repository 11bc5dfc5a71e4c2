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

/** A learning curve over that of the incumbent. */
export function Curve({ points, compared, width, height, label, color = 'var(--evaluating)' }: CurveProps) {
  const all = [...points, ...compared];
  const steps = all.map(([step]) => step);
  const losses = all.map(([, loss]) => loss);
  const [left, right] = [Math.min(...steps), Math.max(...steps)];
  const [low, high] = [Math.min(...losses), Math.max(...losses)];
  const x = (step: number) => EDGE + ((step - left) / (right - left || 1)) * (width - 2 * EDGE);
  const y = (loss: number) => EDGE + ((high - loss) / (high - low || 1)) * (height - 2 * EDGE);
  const path = (line: Points) =>
    line
      .map(([step, loss], index) => `${index === 0 ? 'M' : 'L'}${x(step).toFixed(1)} ${y(loss).toFixed(1)}`)
      .join('');
  const last = points.at(-1);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--grid)" />
      <path d={path(compared)} fill="none" stroke="var(--text3)" strokeOpacity="0.7" />
      <path d={path(points)} fill="none" stroke={color} strokeWidth="1.6" />
      {last && <circle cx={x(last[0])} cy={y(last[1])} r="2.2" fill={color} />}
    </svg>
  );
}
