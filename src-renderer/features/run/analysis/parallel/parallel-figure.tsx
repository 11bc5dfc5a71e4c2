import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, useCallback, useMemo, useRef } from 'react';
import { useLocation } from 'wouter';
import type { Brush } from '#core/analysis/query/selection.ts';
import { trialAddress } from '#renderer/features/run/live/trials/trial-address.ts';
import { useRunOnScreen } from '../../live/run-context.ts';
import { brushedPlaces, type TrialAxis } from '../trial-axis.ts';
import { useAnalysisView } from '../view.tsx';
import { ParallelAxes } from './axes.tsx';
import { type ParallelGeometry, type PlacedLine, parallelGeometry } from './geometry.ts';
import { LineCanvas, LineElements, MOST_ELEMENTS } from './lines.tsx';
import { ParallelOverlay } from './overlay.tsx';
import classes from './parallel.module.css';

const HEIGHT = 276;
/** Lines of a tip: the loss, and so many parameters that it covers not too much. */
const MOST_TOLD = 9;

type ParallelFigureProps = {
  readonly axes: readonly TrialAxis[];
  readonly brushes: readonly Brush[];
  readonly lines: readonly PlacedLine[];
  readonly onMove: (from: number, to: number) => void;
  readonly onBrush: (field: string, brush: Brush | null) => void;
};

/** The drawing as wide as there is room: lines, axes, what the pointer means, names that can be moved. */
export function ParallelFigure({ axes, brushes, lines, onMove, onBrush }: ParallelFigureProps) {
  const { rows, loss, parameters, byName } = useAnalysisView();
  const { runKey } = useRunOnScreen();
  const [, navigate] = useLocation();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const hasLossless = useMemo(() => rows.some((row) => row.loss === null), [rows]);
  const geometry = useMemo(
    () => parallelGeometry(axes, { width, height: HEIGHT, hasLossless }),
    [axes, width, hasLossless],
  );
  const linesOf = useCallback(
    (name: string) => {
      const row = byName.get(name);
      const told = [loss, ...parameters].slice(0, MOST_TOLD);
      return row ? told.map((axis) => [axis.name, axis.wordsOf(row.trial)] as const) : [];
    },
    [byName, loss, parameters],
  );
  const isCanvas = lines.length > MOST_ELEMENTS;
  const brushed = axes.map((axis) => brushedPlaces(axis, brushes));
  return (
    <div ref={ref} className={classes.place}>
      {width > 100 && (
        <>
          {isCanvas && <LineCanvas lines={lines} geometry={geometry} />}
          <svg data-drawing width={width} height={HEIGHT} aria-hidden="true">
            {!isCanvas && <LineElements lines={lines} geometry={geometry} />}
            <ParallelAxes geometry={geometry} brushed={brushed} hasLossless={hasLossless} />
          </svg>
          <ParallelOverlay
            geometry={geometry}
            lines={lines}
            linesOf={linesOf}
            onOpen={(trial) => navigate(trialAddress(runKey, trial))}
            onBrush={onBrush}
          />
          <AxisMovers geometry={geometry} onMove={onMove} />
        </>
      )}
    </div>
  );
}

type MoversProps = {
  readonly geometry: ParallelGeometry;
  /** Puts the axis of one place to another one. */
  readonly onMove: (from: number, to: number) => void;
};

/** Over the name of each axis but the loss: drag it, or press the arrow keys, to put the axis elsewhere. */
function AxisMovers({ geometry, onMove }: MoversProps) {
  const dragged = useRef<number | null>(null);
  const { axes, leftOf } = geometry;
  const last = axes.length - 2;
  const top = geometry.top - 30;
  const width = axes.length > 1 ? leftOf(1) - leftOf(0) - 8 : 0;
  const key = (event: KeyboardEvent, index: number) => {
    const to = index + ({ ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0);
    if (to !== index && to >= 0 && to <= last) {
      event.preventDefault();
      onMove(index, to);
    }
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    const from = dragged.current;
    if (from === null || !box) {
      return;
    }
    const to = Math.round((event.clientX - box.left - leftOf(0)) / Math.max(1, leftOf(1) - leftOf(0)));
    if (to !== from && to >= 0 && to <= last) {
      dragged.current = to;
      onMove(from, to);
    }
  };
  return axes.slice(0, -1).map(({ field, name }, index) => (
    <button
      key={field}
      type="button"
      className={classes.mover}
      style={{ top, left: leftOf(index) - width / 2, width }}
      aria-label={`Axis ${name}: left and right arrow keys move it`}
      title={name}
      onKeyDown={(event) => key(event, index)}
      onPointerDown={(event) => {
        dragged.current = index;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={move}
      onPointerUp={() => {
        dragged.current = null;
      }}
    />
  ));
}
