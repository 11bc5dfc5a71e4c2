import { useMemo, useState } from 'react';
import type { TrajectoryAxis } from '#core/analysis/charts/trajectory.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { ChartOverlay } from '#renderer/components/chart/layers/chart-overlay.tsx';
import { DraggedPart } from '#renderer/components/chart/layers/dragged-part.tsx';
import { ChartTip } from '#renderer/components/chart/layers/tip.tsx';
import { TRIAL_STATE_WORDS } from '#renderer/format/words.ts';
import type { AxisNames } from '../axis-words.ts';
import { EDGES, type Geometry, type Range } from '../plot/geometry.ts';
import type { PlacedMark } from '../plot/placed-mark.ts';
import { markOf, nearestMark, neighbourMark } from './find-mark.ts';
import { tipLines } from './tip-lines.ts';

type OverlayProps = {
  readonly geometry: Geometry;
  readonly axis: TrajectoryAxis;
  readonly names: AxisNames;
  readonly isZoomed: boolean;
  readonly trialOf: (name: string) => Trial | undefined;
  readonly onOpen: (trial: string) => void;
  /** Null for the whole axis. */
  readonly onZoom: (zoom: Range | null) => void;
};

function spoken(mark: PlacedMark | null): string {
  if (mark === null) {
    return '';
  }
  return mark.loss === null
    ? `Trial ${mark.trial}, ${TRIAL_STATE_WORDS[mark.state]}`
    : `Trial ${mark.trial}, loss ${formatNumber(mark.loss)}`;
}

/** The chart's pointer and keyboard: ring, hairline and tip on the nearest trial; a drag zooms. */
export function Overlay({ geometry, axis, names, isZoomed, trialOf, onOpen, onZoom }: OverlayProps) {
  const [marked, setMarked] = useState<string | null>(null);
  const mark = useMemo(() => markOf(geometry, marked), [geometry, marked]);
  const { size } = geometry;
  const bottom = size.height - EDGES.bottom;
  const draw = (dragged: readonly [number, number] | null) => (
    <>
      <DraggedPart dragged={dragged} top={EDGES.top} height={bottom - EDGES.top} />
      {mark && !dragged && (
        <>
          <line x1={mark.left} x2={mark.left} y1={EDGES.top} y2={bottom} stroke="var(--text3)" />
          <circle cx={mark.left} cy={mark.top} r={7.5} fill="none" stroke="var(--ink)" strokeWidth={2} />
        </>
      )}
    </>
  );
  return (
    <ChartOverlay
      label="Trials in the chart: arrow keys go from one to the next, Enter opens it, plus and minus zoom, Escape shows the whole axis"
      size={size}
      over={mark !== null}
      clampLeft={(left) => Math.min(Math.max(left, EDGES.left), size.width - EDGES.right)}
      onHover={([left, top]) => setMarked(nearestMark(geometry, left, top)?.trial ?? null)}
      onLeave={() => setMarked(null)}
      onStep={(step) => setMarked(neighbourMark(geometry, marked, step)?.trial ?? null)}
      onOpen={mark && (() => onOpen(mark.trial))}
      onDragged={(from, to) => onZoom([geometry.xAt(from), geometry.xAt(to)])}
      zoom={{ sight: geometry.xDomain, whole: geometry.xWhole, at: mark?.x ?? null, onZoom }}
      onReset={() => onZoom(null)}
      canReset={isZoomed}
      draw={draw}
      tip={
        mark && (
          <ChartTip
            title={mark.trial}
            lines={tipLines({ mark, trial: trialOf(mark.trial), axis, names })}
            foot="Click opens the trial"
            left={mark.left}
            top={mark.top}
            size={size}
          />
        )
      }
      spoken={spoken(mark)}
    />
  );
}
