import type { PlotFrame } from '../plot/plot-frame.ts';

const X_TICK_PIXELS = 62;
const LETTER = 6.2;

function cut(label: string, pixels: number): string {
  const letters = Math.max(3, Math.floor(pixels / LETTER));
  return label.length <= letters ? label : `${label.slice(0, letters - 1)}…`;
}

/** Grid, ticks and the line at the bottom. */
export function PlotAxes({ frame }: { frame: PlotFrame }) {
  const { x, y, sight, width, height, edges, leftOf, topOf } = frame;
  const bottom = height - edges.bottom;
  const across = width - edges.left - edges.right;
  const xTicks = x.ticks(Math.max(2, Math.floor(across / X_TICK_PIXELS)), sight.x);
  const room = x.choices === null ? X_TICK_PIXELS : across / Math.max(1, xTicks.length);
  return (
    <g>
      {y.ticks(6, sight.y).map(({ place, label }) => (
        <g key={label}>
          <line
            x1={edges.left}
            x2={width - edges.right}
            y1={topOf(place)}
            y2={topOf(place)}
            stroke="var(--grid)"
          />
          <text x={edges.left - 6} y={topOf(place) + 4} textAnchor="end">
            {cut(label, edges.left - 8)}
          </text>
        </g>
      ))}
      <line x1={edges.left} x2={width - edges.right} y1={bottom} y2={bottom} stroke="var(--line-strong)" />
      {xTicks.map(({ place, label }, index) => (
        <text
          key={label}
          x={leftOf(place)}
          y={bottom + 16}
          textAnchor={
            x.choices === null &&
            index === xTicks.length - 1 &&
            leftOf(place) > width - edges.right - 0.06 * across
              ? 'end'
              : 'middle'
          }
        >
          {cut(label, room)}
        </text>
      ))}
    </g>
  );
}
