import { ALL_IN_SIGHT } from '#renderer/components/chart/plot-axis.ts';
import type { ParallelGeometry } from './geometry.ts';

const LETTER = 7;
const ROOM_BETWEEN = 10;
const MOST_TICKS = 5;

type AxesProps = {
  readonly geometry: ParallelGeometry;
  /** The marked part of each axis, as places. */
  readonly brushed: readonly (readonly [number, number] | null)[];
  /** Whether there are lines that end without a loss. */
  readonly hasLossless: boolean;
};

function shortened(name: string, pixels: number): string {
  const letters = Math.max(4, Math.floor(pixels / LETTER));
  return name.length <= letters ? name : `${name.slice(0, letters - 1)}…`;
}

/** The axes with their names, ticks and marked parts. */
export function ParallelAxes({ geometry, brushed, hasLossless }: AxesProps) {
  const { axes, leftOf, topOf, width } = geometry;
  const room = axes.length > 1 ? leftOf(1) - leftOf(0) - ROOM_BETWEEN : width;
  const last = axes.length - 1;
  return (
    <g>
      {axes.map(({ name, field, axis }, index) => {
        const left = leftOf(index);
        const part = brushed[index];
        return (
          <g key={field}>
            <line
              x1={left}
              x2={left}
              y1={topOf(1)}
              y2={topOf(0)}
              stroke="var(--line-strong)"
              strokeWidth={1.5}
            />
            <text
              x={index === last ? Math.min(left, width - 22) : left}
              y={14}
              textAnchor="middle"
              className="mono"
              style={{ fill: 'var(--text)', fontSize: 11.5, fontWeight: index === last ? 700 : 400 }}
            >
              {shortened(name, room)}
            </text>
            {axis.ticks(MOST_TICKS, ALL_IN_SIGHT).map(({ place, label }) => (
              <text
                key={label}
                x={left + 6}
                y={topOf(place) + 4}
                style={{
                  fill: 'var(--text2)',
                  stroke: 'var(--surface)',
                  strokeWidth: 3,
                  paintOrder: 'stroke',
                }}
              >
                {shortened(label, Math.min(room, index === last ? 44 : room))}
              </text>
            ))}
            {part && (
              <rect
                x={left - 7}
                y={topOf(part[1])}
                width={14}
                height={Math.max(3, topOf(part[0]) - topOf(part[1]))}
                rx={3}
                fill="var(--ink)"
                fillOpacity={0.12}
                stroke="var(--ink)"
                strokeWidth={1.5}
              />
            )}
          </g>
        );
      })}
      {hasLossless && (
        <text x={leftOf(last) + 6} y={topOf(-0.09) + 4}>
          no loss
        </text>
      )}
    </g>
  );
}
