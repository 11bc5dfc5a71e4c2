import { useElementSize } from '@mantine/hooks';
import { useCallback, useMemo } from 'react';
import { useLocation } from 'wouter';
import type { Brush } from '#core/analysis/query/selection.ts';
import { trialAddress } from '#renderer/features/run/live/trials/trial-address.ts';
import { useRunOnScreen } from '../../live/run-context.ts';
import { brushedPlaces, type TrialAxis } from '../trial-axis.ts';
import { useAnalysisView } from '../view.tsx';
import { ParallelAxes } from './axes.tsx';
import { AxisMovers } from './axis-movers.tsx';
import { type PlacedLine, parallelGeometry } from './geometry.ts';
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
