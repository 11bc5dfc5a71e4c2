import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { GroupMark } from '../group-style.tsx';
import { placeWords } from '../words.ts';
import { type Frame, levelAt } from './chart-frame.ts';
import classes from './group-chart.module.css';

type OverlayProps = {
  readonly frame: Frame;
  readonly label: string;
  readonly format: (y: number) => string;
  readonly onZoom: (zoom: readonly [number, number] | null) => void;
};

const LEAST_DRAG = 6;
const KEY_STEPS = 40;
const MOST_LINES = 8;
const TIP_WIDTH = 220;

type Drag = { readonly from: number; readonly to: number };

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
    <div className={classes.tip} style={style} aria-hidden="true">
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

/** Pointer and keyboard of a chart of groups: a hairline with the levels there; a drag or `+` zooms, Escape shows all. */
export function GroupOverlay({ frame, label, format, onZoom }: OverlayProps) {
  const [at, setAt] = useState<number | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const { size, edges, right, xDomain, leftOf, xAt } = frame;
  const clamp = (left: number) => Math.min(Math.max(left, edges.left), size.width - right);
  const placeOf = (event: PointerEvent<HTMLElement>) =>
    clamp(event.clientX - event.currentTarget.getBoundingClientRect().left);
  const moved = (event: PointerEvent<HTMLElement>) => {
    const left = placeOf(event);
    setAt(xAt(left));
    setDrag((before) => before && { from: before.from, to: left });
  };
  const down = (event: PointerEvent<HTMLElement>) => {
    if (event.button === 0) {
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ from: placeOf(event), to: placeOf(event) });
    }
  };
  const up = () => {
    if (drag && Math.abs(drag.to - drag.from) >= LEAST_DRAG) {
      const ends = [xAt(drag.from), xAt(drag.to)] as const;
      onZoom([Math.min(...ends), Math.max(...ends)]);
    }
    setDrag(null);
  };
  const key = (event: KeyboardEvent) => {
    const step = (xDomain[1] - xDomain[0]) / KEY_STEPS;
    const way = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (way !== 0) {
      setAt((before) => Math.min(Math.max((before ?? xDomain[1]) + way * step, xDomain[0]), xDomain[1]));
    } else if (event.key === 'Escape') {
      setAt(null);
      onZoom(null);
    } else {
      return;
    }
    event.preventDefault();
  };
  const shown = at !== null && at >= xDomain[0] && at <= xDomain[1] ? at : null;
  const spoken =
    shown === null
      ? ''
      : `${placeWords(frame.axis, shown)}: ${levelsAt(frame, shown)
          .map(({ line, level }) => `${line.name} ${format(level.y)}`)
          .join(', ')}`;
  return (
    <>
      <div
        className={classes.overlay}
        role="application"
        aria-label={`${label}: arrow keys go along the axis, Escape shows all of it`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys go along the axis from here.
        tabIndex={0}
        onPointerMove={moved}
        onPointerLeave={() => setAt(null)}
        onPointerDown={down}
        onPointerUp={up}
        onPointerCancel={() => setDrag(null)}
        onDoubleClick={() => onZoom(null)}
        onKeyDown={key}
        onBlur={() => setAt(null)}
      >
        <svg width={size.width} height={size.height} aria-hidden="true">
          {drag && Math.abs(drag.to - drag.from) >= LEAST_DRAG && (
            <rect
              x={Math.min(drag.from, drag.to)}
              y={edges.top}
              width={Math.abs(drag.to - drag.from)}
              height={size.height - edges.top - edges.bottom}
              fill="var(--text3)"
              fillOpacity="0.14"
            />
          )}
          {shown !== null && (
            <line
              x1={leftOf(shown)}
              x2={leftOf(shown)}
              y1={edges.top}
              y2={size.height - edges.bottom}
              stroke="var(--text3)"
            />
          )}
        </svg>
      </div>
      {shown !== null && <Tip frame={frame} x={shown} format={format} />}
      <span className="visually-hidden" aria-live="polite">
        {spoken}
      </span>
    </>
  );
}
