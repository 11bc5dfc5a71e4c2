import { useState } from 'react';
import { ChartOverlay } from '#renderer/components/chart/layers/chart-overlay.tsx';
import { DraggedPart } from '#renderer/components/chart/layers/dragged-part.tsx';
import tipClasses from '#renderer/components/chart/layers/tip.module.css';
import { GroupMark } from '../cards/group-style.tsx';
import { placeWords } from '../words.ts';
import { type Frame, levelAt } from './chart-frame.ts';
import classes from './group-chart.module.css';

type OverlayProps = {
  readonly frame: Frame;
  readonly label: string;
  readonly format: (y: number) => string;
  readonly onZoom: (zoom: readonly [number, number] | null) => void;
};

const KEY_STEPS = 40;
const MOST_LINES = 8;
const TIP_WIDTH = 220;

/** Groups with a level at a place, the lowest first. */
function levelsAt({ lines }: Frame, x: number) {
  return lines
    .flatMap((line) => {
      const level = levelAt(line, x);
      return level === null ? [] : [{ line, level }];
    })
    .sort((a, b) => a.level.y - b.level.y);
}

function Tip({ frame, x, format }: Pick<OverlayProps, 'frame' | 'format'> & { x: number }) {
  const { size, leftOf, axis } = frame;
  const left = leftOf(x);
  const levels = levelsAt(frame, x);
  const style =
    left + 16 + TIP_WIDTH > size.width
      ? { right: size.width - left + 16, top: 12 }
      : { left: left + 16, top: 12 };
  return (
    <div className={`${tipClasses.box} ${classes.tip}`} style={style} aria-hidden="true">
      <b>{placeWords(axis, x)}</b>
      {levels.slice(0, MOST_LINES).map(({ line, level }) => (
        <div key={line.name} className={classes.tipLine}>
          <GroupMark index={line.index} />
          <span className="ellipsis">{line.name}</span>
          <span className={classes.tipNumber}>{format(level.y)}</span>
          {level.upper > level.lower && (
            <span className={classes.tipBand}>
              {format(level.lower)} to {format(level.upper)}
            </span>
          )}
        </div>
      ))}
      {levels.length > MOST_LINES && <span className="text3">and {levels.length - MOST_LINES} more</span>}
    </div>
  );
}

/** Pointer and keyboard of a chart of groups: a hairline with the levels there; a drag zooms. */
export function GroupOverlay({ frame, label, format, onZoom }: OverlayProps) {
  const [at, setAt] = useState<number | null>(null);
  const { size, edges, right, xDomain, leftOf, xAt } = frame;
  const [first, last] = xDomain;
  const clampLeft = (left: number) => Math.min(Math.max(left, edges.left), size.width - right);
  const step = (way: 1 | -1) =>
    setAt((before) => Math.min(Math.max((before ?? last) + (way * (last - first)) / KEY_STEPS, first), last));
  const shown = at !== null && at >= first && at <= last ? at : null;
  const bottom = size.height - edges.bottom;
  const draw = (dragged: readonly [number, number] | null) => (
    <>
      <DraggedPart dragged={dragged} top={edges.top} height={bottom - edges.top} />
      {shown !== null && (
        <line x1={leftOf(shown)} x2={leftOf(shown)} y1={edges.top} y2={bottom} stroke="var(--text3)" />
      )}
    </>
  );
  const spoken =
    shown === null
      ? ''
      : `${placeWords(frame.axis, shown)}: ${levelsAt(frame, shown)
          .map(({ line, level }) => `${line.name} ${format(level.y)}`)
          .join(', ')}`;
  return (
    <ChartOverlay
      label={`${label}: arrow keys go along the axis, plus and minus zoom, Escape shows all of it`}
      size={size}
      clampLeft={clampLeft}
      followsDrag
      onHover={([left]) => setAt(xAt(clampLeft(left)))}
      onLeave={() => setAt(null)}
      onStep={step}
      onDragged={(from, to) => onZoom([xAt(from), xAt(to)])}
      zoom={{ sight: xDomain, whole: frame.xWhole, at: shown, onZoom }}
      onReset={() => onZoom(null)}
      draw={draw}
      tip={shown !== null && <Tip frame={frame} x={shown} format={format} />}
      spoken={spoken}
    />
  );
}
