import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import classes from './chart-overlay.module.css';
import { type AxisZoom, zoomedBy } from './key-zoom.ts';
import { type Place, placeOf, useDrag } from './use-drag.ts';

/** So long after a click a second one can come. */
const DOUBLE_CLICK_MILLISECONDS = 300;

/** Opens at once, or once no second click has come. */
function useClick(waits: boolean) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const forget = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  const click = (open: () => void) => {
    forget();
    if (waits) {
      timer.current = setTimeout(open, DOUBLE_CLICK_MILLISECONDS);
    } else {
      open();
    }
  };
  return { click, forget };
}

type ChartOverlayProps = {
  /** What the keys do here, for those who don't see it. */
  readonly label: string;
  readonly size: { readonly width: number; readonly height: number };
  /** Whether a click where the pointer is opens something. */
  readonly over?: boolean;
  /** Keeps a drag to the part of the chart that has a scale. */
  readonly clampLeft?: (left: number) => number;
  /** Whether the pointer goes on marking while it drags; the tip stays then. */
  readonly followsDrag?: boolean;
  readonly onHover: (place: Place) => void;
  /** The pointer or the focus has left, or Escape was pressed: nothing is marked any more. */
  readonly onLeave: () => void;
  readonly onStep: (step: 1 | -1) => void;
  /** Opens what is marked; null where nothing is. */
  readonly onOpen?: (() => void) | null;
  /** A part of the axis was dragged over, in pixels, the left end first; with Shift held as the drag began or without. */
  readonly onDragged: (from: number, to: number, withShift: boolean) => void;
  /** What `+`, `-` and `0` zoom. */
  readonly zoom: AxisZoom;
  /** A double click, or Escape: all of the axis again. */
  readonly onReset: () => void;
  /** Whether there is anything to reset: a click then waits for a second one before it opens. */
  readonly canReset?: boolean;
  /** What lies over the drawing; the part that is dragged over at the moment, or null. */
  readonly draw: (dragged: readonly [number, number] | null, withShift: boolean) => ReactNode;
  readonly tip: ReactNode;
  /** What the tip says, read out. */
  readonly spoken: string;
};

const KEY_STEPS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 };

type Keys = Pick<ChartOverlayProps, 'onStep' | 'onOpen' | 'onLeave' | 'zoom'> & {
  readonly reset: () => void;
};

/** What a key does here; null where it is none of ours. */
function keyAct(event: KeyboardEvent, { onStep, onOpen, onLeave, zoom, reset }: Keys): (() => void) | null {
  const step = KEY_STEPS[event.key];
  const part = zoomedBy(event, zoom);
  if (step !== undefined) {
    return () => onStep(step);
  }
  if (part !== undefined) {
    return () => zoom.onZoom(part);
  }
  if (event.key === 'Escape') {
    return () => {
      onLeave();
      reset();
    };
  }
  return event.key === 'Enter' ? (onOpen ?? null) : null;
}

/**
 * The pointer and the keyboard of a chart: hover and arrow keys mark, a click or Enter opens, a drag takes a part of the
 * axis, `+` and `-` zoom, a double click or Escape shows all of it. Lies over the drawing, which therefore stands still.
 */
export function ChartOverlay(props: ChartOverlayProps) {
  const {
    label,
    size,
    over = false,
    clampLeft = (left) => left,
    followsDrag = false,
    onLeave,
    onReset,
    canReset = false,
  } = props;
  const { click, forget } = useClick(canReset);
  const { drawn, press, move, end } = useDrag(clampLeft);
  const moved = (event: PointerEvent<HTMLElement>) => {
    const place = placeOf(event);
    move(place[0]);
    if (!drawn.isPressed || followsDrag) {
      props.onHover(place);
    }
  };
  // A press within the time of a double click is the second one, or begins a drag: the first one opens nothing.
  const down = (event: PointerEvent<HTMLElement>) => {
    forget();
    press(event);
  };
  // The pointer can be up before its last move is told: where it is then counts.
  const up = (event: PointerEvent<HTMLElement>) => {
    move(placeOf(event)[0]);
    const { isPressed, dragged, withShift } = end();
    if (dragged) {
      props.onDragged(...dragged, withShift);
    } else if (isPressed && props.onOpen) {
      click(props.onOpen);
    }
  };
  const reset = () => {
    forget();
    onReset();
  };
  const key = (event: KeyboardEvent) => {
    const act = keyAct(event, { ...props, reset });
    if (act !== null) {
      act();
      event.preventDefault();
    }
  };
  return (
    <>
      <div
        className={classes.overlay}
        data-over={over || undefined}
        role="application"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys go through the chart from here.
        tabIndex={0}
        onPointerMove={moved}
        onPointerLeave={onLeave}
        onPointerDown={down}
        onPointerUp={up}
        onPointerCancel={end}
        onDoubleClick={reset}
        onKeyDown={key}
        onBlur={onLeave}
      >
        <svg width={size.width} height={size.height} aria-hidden="true">
          {props.draw(drawn.dragged, drawn.withShift)}
        </svg>
      </div>
      {(drawn.dragged === null || followsDrag) && props.tip}
      <span className="visually-hidden" aria-live="polite">
        {props.spoken}
      </span>
    </>
  );
}
