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

type OneAxis = { readonly geometry: ParallelGeometry; readonly index: number };

/** The name of an axis: over its middle, or tilted from its upper end to the right. */
function AxisName({ geometry, index }: OneAxis) {
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

/** Values beside an axis, where the next one leaves room for them. */
function AxisTicks({ geometry: { axes, leftOf, topOf, nameRoom }, index }: OneAxis) {
  const isLast = index === axes.length - 1;
  const ticks =
    isLast || nameRoom >= LEAST_FOR_TICKS ? (axes[index]?.axis.ticks(MOST_TICKS, ALL_IN_SIGHT) ?? []) : [];
  return ticks.map(({ place, label }) => (
    <text
      key={label}
      x={leftOf(index) + 6}
      y={topOf(place) + 4}
      style={{ fill: 'var(--text2)', stroke: 'var(--surface)', strokeWidth: 3, paintOrder: 'stroke' }}
    >
      {shortened(label, lettersIn(isLast ? LOSS_ROOM : nameRoom))}
    </text>
  ));
}

type MarkedProps = OneAxis & { readonly part: readonly [number, number] };

function MarkedPart({ geometry: { leftOf, topOf }, index, part: [from, to] }: MarkedProps) {
  return (
    <rect
      x={leftOf(index) - 7}
      y={topOf(to)}
      width={14}
      height={Math.max(3, topOf(from) - topOf(to))}
      rx={3}
      fill="var(--ink)"
      fillOpacity={0.12}
      stroke="var(--ink)"
      strokeWidth={1.5}
    />
  );
}

/** The axes with their names, ticks and marked parts. */
export function ParallelAxes({ geometry, brushed, hasLossless }: AxesProps) {
  const { axes, leftOf, topOf } = geometry;
  return (
    <g>
      {axes.map(({ field }, index) => {
        const part = brushed[index];
        return (
          <g key={field}>
            <line
              x1={leftOf(index)}
              x2={leftOf(index)}
              y1={topOf(1)}
              y2={topOf(0)}
              stroke="var(--line-strong)"
              strokeWidth={1.5}
            />
            <AxisName geometry={geometry} index={index} />
            <AxisTicks geometry={geometry} index={index} />
            {part && <MarkedPart geometry={geometry} index={index} part={part} />}
          </g>
        );
      })}
      {hasLossless && (
        <text x={leftOf(axes.length - 1) + 6} y={topOf(-0.09) + 4}>
          no loss
        </text>
      )}
    </g>
  );
}
