import { useElementSize } from '@mantine/hooks';
import { type Ref, useMemo } from 'react';
import { given } from '../../../format/numbers.ts';
import { groupStyle, MOST_STYLES } from '../cards/group-style.tsx';
import { tickWords } from '../words.ts';
import {
  apart,
  bandPath,
  chartFrame,
  type Frame,
  type FrameInput,
  type Line,
  levelAt,
  stepPath,
} from './chart-frame.ts';
import classes from './group-chart.module.css';
import { GroupOverlay } from './group-overlay.tsx';

type GroupChartProps = Pick<FrameInput, 'lines' | 'axis' | 'vertical' | 'zoom'> & {
  readonly label: string;
  readonly axisTitle: string;
  /** A level to be marked with its words; null for none. */
  readonly marked?: { readonly y: number; readonly words: string } | null;
  /** Names stand at the ends of the lines. */
  readonly named: boolean;
  readonly format: (y: number) => string;
  readonly onZoom: (zoom: readonly [number, number] | null) => void;
  readonly ref?: Ref<HTMLDivElement>;
};

const LABEL_GAP = 15;
const LETTER = 6.6;
const MOST_RIGHT = 190;

/** Room for the longest name, on a wide chart only. */
function rightEdge(lines: readonly Line[], named: boolean, width: number): number {
  const longest = Math.max(0, ...lines.slice(0, MOST_STYLES).map(({ name }) => name.length));
  return named && width > 480 ? Math.min(MOST_RIGHT, 34 + longest * LETTER) : 14;
}

function Axes({ frame, axisTitle }: { frame: Frame; axisTitle: string }) {
  const { size, edges, right, xTicks, yTicks, leftOf, topOf, axis } = frame;
  const bottom = size.height - edges.bottom;
  return (
    <g fontSize="11" fill="var(--text3)">
      {yTicks.map((tick) => (
        <g key={tick}>
          <line
            x1={edges.left}
            x2={size.width - right}
            y1={topOf(tick)}
            y2={topOf(tick)}
            stroke="var(--grid)"
          />
          <text x={edges.left - 7} y={topOf(tick) + 4} textAnchor="end">
            {given(tick)}
          </text>
        </g>
      ))}
      <line x1={edges.left} x2={size.width - right} y1={bottom} y2={bottom} stroke="var(--line-strong)" />
      {xTicks.map((tick) => (
        <text key={tick} x={leftOf(tick)} y={bottom + 17} textAnchor="middle">
          {tickWords(axis, tick)}
        </text>
      ))}
      <text x={size.width - right} y={bottom + 35} textAnchor="end">
        {axisTitle}
      </text>
    </g>
  );
}

function EndNames({ frame, lines }: { frame: Frame; lines: readonly Line[] }) {
  const { size, edges, right, topOf, leftOf, xDomain } = frame;
  const ends = lines.slice(0, MOST_STYLES).flatMap((line) => {
    const x = Math.min(line.end, xDomain[1]);
    const level = levelAt(line, x);
    return level === null || x < xDomain[0] ? [] : [{ line, left: leftOf(x), top: topOf(level.y) }];
  });
  const tops = apart(
    ends.map(({ top }) => top),
    LABEL_GAP,
    [edges.top + 6, size.height - edges.bottom - 4],
  );
  const edge = size.width - right;
  const letters = Math.floor((right - 30) / LETTER);
  return (
    <g fontSize="12" fontWeight="500">
      {ends.map(({ line, left, top }, index) => {
        const at = tops[index] ?? top;
        return (
          <g key={line.name}>
            <path
              d={`M${left + 2} ${top.toFixed(1)}L${edge + 10} ${at.toFixed(1)}`}
              fill="none"
              stroke="var(--text3)"
              strokeOpacity="0.6"
              strokeDasharray="1 4"
            />
            <path
              d={`M${edge + 10} ${at.toFixed(1)}h8`}
              stroke={groupStyle(line.index).color}
              strokeWidth="1.5"
            />
            <text x={edge + 22} y={at + 4} fill="var(--text)">
              {line.name.length > letters ? `${line.name.slice(0, letters - 1)}…` : line.name}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function Drawing({
  frame,
  axisTitle,
  marked,
  named,
}: { frame: Frame } & Pick<GroupChartProps, 'axisTitle' | 'marked' | 'named'>) {
  const { size, edges, right, lines } = frame;
  const behind = lines.toReversed();
  const level = marked ? frame.topOf(marked.y) : Number.NaN;
  const seen = level >= edges.top && level <= size.height - edges.bottom;
  return (
    <svg data-drawing width={size.width} height={size.height} aria-hidden="true">
      <Axes frame={frame} axisTitle={axisTitle} />
      {behind.map((line) => (
        <path
          key={line.name}
          d={bandPath(line, frame)}
          fill={groupStyle(line.index).color}
          fillOpacity="0.14"
        />
      ))}
      {marked && seen && (
        <>
          <line
            x1={edges.left}
            x2={size.width - right}
            y1={level}
            y2={level}
            stroke="var(--text2)"
            strokeDasharray="5 4"
          />
          <text
            x={edges.left + 6}
            y={level - 6}
            fontSize="11"
            fill="var(--text2)"
            stroke="var(--surface)"
            strokeWidth="3"
            paintOrder="stroke"
          >
            {marked.words}
          </text>
        </>
      )}
      {behind.map((line) => (
        <path
          key={line.name}
          d={stepPath(line, frame)}
          fill="none"
          stroke={groupStyle(line.index).color}
          strokeWidth="2"
          strokeDasharray={groupStyle(line.index).dash}
        />
      ))}
      {named && right > 20 && <EndNames frame={frame} lines={lines} />}
    </svg>
  );
}

/** Step functions of groups over one axis, with bands and names; hover and arrow keys read them off, a drag zooms. */
export function GroupChart(props: GroupChartProps) {
  const { lines, axis, vertical, zoom, named, ref } = props;
  const { ref: sized, width, height } = useElementSize<HTMLDivElement>();
  const frame = useMemo(
    () =>
      chartFrame({
        lines,
        axis,
        vertical,
        zoom,
        size: { width, height },
        right: rightEdge(lines, named, width),
      }),
    [lines, axis, vertical, zoom, named, width, height],
  );
  return (
    <div ref={ref} className={classes.chart}>
      <div ref={sized} className={classes.place}>
        {width > 120 && height > 80 && (
          <>
            <Drawing frame={frame} {...props} />
            <GroupOverlay frame={frame} label={props.label} format={props.format} onZoom={props.onZoom} />
          </>
        )}
      </div>
    </div>
  );
}
