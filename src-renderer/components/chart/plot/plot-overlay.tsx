import { type ReactNode, type Ref, useMemo, useState } from 'react';
import { trialWords } from '#renderer/format/words.ts';
import { ALL_IN_SIGHT, type PlotAxis } from '../axes/plot-axis.ts';
import { ChartOverlay } from '../layers/chart-overlay.tsx';
import { DraggedPart } from '../layers/dragged-part.tsx';
import type { PlotMark } from '../layers/marks.ts';
import { ChartTip, spokenLines } from '../layers/tip.tsx';
import type { Place } from '../layers/use-drag.ts';
import type { PlotFrame } from './plot-frame.ts';

/** How far the pointer may be from a mark to mean it, in pixels. */
const REACH = 24;

type OverlayProps = Pick<PlotProps, 'label' | 'marks' | 'linesOf' | 'onOpen' | 'brushed' | 'onBrush'> & {
  readonly frame: PlotFrame;
  readonly isZoomed: boolean;
  /** Null shows all. */
  readonly onZoom: (places: readonly [number, number] | null) => void;
};

function nearest(marks: readonly PlotMark[], frame: PlotFrame, [left, top]: Place): PlotMark | null {
  let found: PlotMark | null = null;
  let least = REACH ** 2;
  for (const mark of marks) {
    const distance = (frame.leftOf(mark.x) - left) ** 2 + (frame.topOf(mark.y) - top) ** 2;
    if (distance < least) {
      least = distance;
      found = mark;
    }
  }
  return found;
}

/** The next mark to the right or to the left; without one the outermost from where the keys come. */
function neighbour(ordered: readonly PlotMark[], mark: PlotMark | null, step: 1 | -1): PlotMark | undefined {
  if (mark === null) {
    return step > 0 ? ordered[0] : ordered.at(-1);
  }
  return ordered[Math.min(Math.max(ordered.indexOf(mark) + step, 0), ordered.length - 1)];
}

function Brushed({ frame, places }: { frame: PlotFrame; places: readonly [number, number] }) {
  const { edges, width, leftOf } = frame;
  const left = Math.max(leftOf(places[0]), edges.left);
  const right = Math.min(leftOf(places[1]), width - edges.right);
  return right < left ? null : (
    <rect
      x={left}
      y={frame.edges.top}
      width={Math.max(1, right - left)}
      height={frame.height - frame.edges.top - frame.edges.bottom}
      fill="var(--ink)"
      fillOpacity={0.06}
      stroke="var(--ink)"
      strokeOpacity={0.5}
    />
  );
}

/** Pointer and keyboard of a plot: trials are marked and opened, a drag zooms, with Shift it brushes. */
export function PlotOverlay(props: OverlayProps) {
  const { label, marks, linesOf, onOpen, brushed, onBrush, frame, isZoomed, onZoom } = props;
  const [marked, setMarked] = useState<string | null>(null);
  const ordered = useMemo(() => marks.toSorted((a, b) => a.x - b.x || a.y - b.y), [marks]);
  const mark = marked === null ? null : (ordered.find(({ trial }) => trial === marked) ?? null);
  const placesOf = ([from, to]: readonly [number, number]) =>
    [frame.placeAt(from), frame.placeAt(to)] as const;
  const draw = (dragged: readonly [number, number] | null, withShift: boolean) => {
    const places = dragged && withShift && onBrush ? placesOf(dragged) : (brushed ?? null);
    return (
      <>
        {!withShift && (
          <DraggedPart
            dragged={dragged}
            top={frame.edges.top}
            height={frame.height - frame.edges.top - frame.edges.bottom}
          />
        )}
        {places && <Brushed frame={frame} places={places} />}
        {mark && !dragged && (
          <circle
            cx={frame.leftOf(mark.x)}
            cy={frame.topOf(mark.y)}
            r={7.5}
            fill="none"
            stroke="var(--ink)"
            strokeWidth={2}
          />
        )}
      </>
    );
  };
  const lines = mark ? linesOf(mark) : [];
  return (
    <ChartOverlay
      label={`${label}: arrow keys go from one trial to the next, Enter opens it, plus and minus zoom, Escape shows all`}
      size={frame}
      over={mark !== null}
      onHover={(place) => setMarked(nearest(ordered, frame, place)?.trial ?? null)}
      onLeave={() => setMarked(null)}
      onStep={(step) => setMarked(neighbour(ordered, mark, step)?.trial ?? null)}
      onOpen={mark && (() => onOpen(mark.trial))}
      onDragged={(from, to, withShift) =>
        withShift ? onBrush?.(placesOf([from, to])) : onZoom(placesOf([from, to]))
      }
      zoom={{ sight: frame.sight.x, whole: ALL_IN_SIGHT, at: mark?.x ?? null, onZoom }}
      onReset={() => (isZoomed ? onZoom(null) : onBrush?.(null))}
      canReset={isZoomed || (brushed ?? null) !== null}
      draw={draw}
      tip={
        mark && (
          <ChartTip
            title={mark.trial}
            lines={lines}
            foot="Click opens the trial"
            left={frame.leftOf(mark.x)}
            top={frame.topOf(mark.y)}
            size={frame}
          />
        )
      }
      spoken={mark ? `${trialWords(mark.trial)}, ${spokenLines(lines)}` : ''}
    />
  );
}

export type PlotProps = {
  /** The accessible name of what the pointer and the arrow keys go through. */
  readonly label: string;
  readonly height: number;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly marks: readonly PlotMark[];
  /** Drawn under the marks. */
  readonly under?: (frame: PlotFrame) => ReactNode;
  /** What a tip says of a mark. */
  readonly linesOf: (mark: PlotMark) => readonly (readonly [string, string])[];
  readonly onOpen: (trial: string) => void;
  /** Whether the axis upwards stays whole where the one across is zoomed. */
  readonly keepsUp?: boolean;
  /** The marked part of the x axis, as places; null for none. */
  readonly brushed?: readonly [number, number] | null;
  /** A drag with Shift marks a part. Left out where nothing can be marked. Null takes the mark away. */
  readonly onBrush?: ((places: readonly [number, number] | null) => void) | undefined;
  readonly ref?: Ref<HTMLDivElement>;
};
