import type { SVGProps } from 'react';
import { ALL_IN_SIGHT } from '#renderer/components/chart/axes/plot-axis.ts';
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

type PlacedName = { readonly text: string; readonly place: SVGProps<SVGTextElement> };

function tiltedName(name: string, { geometry: { leftOf, top, width }, index }: OneAxis): PlacedName {
  const left = leftOf(index);
  const room = Math.min((top - FOOT - 8) / TILTED_SHARE, (width - left) / ACROSS);
  return {
    text: shortened(name, lettersIn(room)),
    place: { textAnchor: 'start', transform: `translate(${left} ${top - FOOT}) rotate(${-DEGREES})` },
  };
}

/** Over the middle of its axis; at the edges as far inwards as it takes, in the room that is left beside its neighbour. */
function uprightName(name: string, { geometry: { leftOf, width, nameRoom }, index }: OneAxis): PlacedName {
  const left = leftOf(index);
  const room = nameRoom / 2 + Math.min(nameRoom / 2, left, width - left);
  const text = shortened(name, lettersIn(room));
  const half = (text.length * LETTER) / 2;
  return { text, place: { textAnchor: 'middle', x: Math.min(Math.max(left, half), width - half), y: 14 } };
}

/** The name of an axis: over its middle, or tilted from its upper end to the right. */
function AxisName({ geometry, index }: OneAxis) {
  const isLast = index === geometry.axes.length - 1;
  const name = geometry.axes[index]?.name ?? '';
  const { text, place } = (geometry.isTilted ? tiltedName : uprightName)(name, { geometry, index });
  return (
    <text
      className="mono"
      style={{ fill: 'var(--text)', fontSize: 11.5, fontWeight: isLast ? 700 : 400 }}
      {...place}
    >
      {text}
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
