type SparklineProps = {
  /** `[x, y]`, x ascending: the value holds from its x to the next. */
  readonly points: readonly (readonly [number, number])[];
  /** What it shows, in words. */
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
};

const EDGE = 3;

/** Best loss so far as a small step line that ends in a dot. */
export function Sparkline({ points, label, width = 88, height = 30 }: SparklineProps) {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) {
    return null;
  }
  const losses = points.map(([, loss]) => loss);
  const low = Math.min(...losses);
  const high = Math.max(...losses);
  const x = (value: number) => EDGE + ((value - first[0]) / (last[0] - first[0] || 1)) * (width - 2 * EDGE);
  const y = (value: number) => EDGE + ((high - value) / (high - low || 1)) * (height - 2 * EDGE);
  const steps = points.map(([at, loss]) => `H${x(at).toFixed(1)}V${y(loss).toFixed(1)}`).join('');
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      <path
        d={`M${x(first[0]).toFixed(1)} ${y(first[1]).toFixed(1)}${steps}`}
        fill="none"
        stroke="var(--incumbent)"
        strokeWidth="1.6"
      />
      <circle cx={x(last[0])} cy={y(last[1])} r="2.6" fill="var(--incumbent)" />
    </svg>
  );
}
