import { ALL_IN_SIGHT } from '#renderer/components/chart/plot-axis.ts';
import { shortened } from '#renderer/format/shortened.ts';
import { LETTER, type ParallelGeometry, TILTED_SHARE } from './geometry.ts';

const MOST_TICKS = 5;
/** Axes closer than this have no room for values between them. */
const LEAST_FOR_TICKS = 34;
const LEAST_LETTERS = 4;
const DEGREES = (Math.asin(TILTED_SHARE) / Math.PI) * 180;
const ACROSS = Math.sqrt(1 - TILTED_SHARE ** 2);
/** Pixels beside the last axis. */
const LOSS_ROOM = 44;
/** From an axis to the foot of its tilted name. */
const FOOT = 9;

type AxesProps = {
  readonly geometry: ParallelGeometry;
  /** The marked part of each axis, as places. */
  readonly brushed: readonly (readonly [number, number] | null)[];
  /** Whether there are lines that end without a loss. */
  readonly hasLossless: boolean;
};

function lettersIn(pixels: number): number {
  return Math.max(LEAST_LETTERS, Math.floor(pixels / LETTER));
}

/** The name of an axis: over its middle, or tilted from its upper end to the right. */
function AxisName({ geometry, index }: { geometry: ParallelGeometry; index: number }) {
  const { axes, leftOf, top, width, nameRoom, isTilted } = geometry;
  const isLast = index === axes.length - 1;
  const name = axes[index]?.name ?? '';
  const left = isTilted || !isLast ? leftOf(index) : Math.min(leftOf(index), width - 22);
  const room = isTilted ? Math.min((top - FOOT - 8) / TILTED_SHARE, (width - left) / ACROSS) : nameRoom;
  const place = isTilted
    ? ({ textAnchor: 'start', transform: `translate(${left} ${top - FOOT}) rotate(${-DEGREES})` } as const)
    : ({ textAnchor: 'middle', x: left, y: 14 } as const);
  return (
    <text
      className="mono"
      style={{ fill: 'var(--text)', fontSize: 11.5, fontWeight: isLast ? 700 : 400 }}
      {...place}
    >
      {shortened(name, lettersIn(room))}
    </text>
  );
}

/** The axes with their names, ticks and marked parts. */
export function ParallelAxes({ geometry, brushed, hasLossless }: AxesProps) {
  const { axes, leftOf, topOf, nameRoom } = geometry;
  const last = axes.length - 1;
  return (
    <g>
      {axes.map(({ field, axis }, index) => {
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
            <AxisName geometry={geometry} index={index} />
            {(index === last || nameRoom >= LEAST_FOR_TICKS ? axis.ticks(MOST_TICKS, ALL_IN_SIGHT) : []).map(
              ({ place, label }) => (
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
                  {shortened(label, lettersIn(index === last ? LOSS_ROOM : nameRoom))}
                </text>
              ),
            )}
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
