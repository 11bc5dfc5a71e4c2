import { useMemo, useState } from 'react';
import type { TrajectoryAxis } from '#core/analysis/charts/trajectory.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { ChartOverlay } from '#renderer/components/chart/layers/chart-overlay.tsx';
import { DraggedPart } from '#renderer/components/chart/layers/dragged-part.tsx';
import { ChartTip } from '#renderer/components/chart/layers/tip.tsx';
import { TRIAL_STATE_WORDS } from '#renderer/format/words.ts';
import type { AxisNames } from '../axis-words.ts';
import { axisName, placeWords } from '../axis-words.ts';
import { type CloudPlaces, cloudMark, indexIn, nearestInCloud } from '../cloud/cloud.ts';
import { EDGES, type Geometry, type Range } from '../plot/geometry.ts';
import type { PlacedMark } from '../plot/placed-mark.ts';

/** Every trial that is drawn: as a mark of its own, or as one of a cloud. */
type Marks = Pick<Geometry, 'placed' | 'cloud'>;

/** How far the pointer may be from a trial to mean it, in pixels. */
const REACH = 40;

/** The trial that the pointer means; null where none is near. */
export function nearestMark({ placed, cloud }: Marks, left: number, top: number): PlacedMark | null {
  let nearest: PlacedMark | null = null;
  let least = REACH ** 2;
  for (const mark of placed) {
    const distance = (mark.left - left) ** 2 + (mark.top - top) ** 2;
    if (distance <= least) {
      least = distance;
      nearest = mark;
    }
  }
  const inCloud = cloud === null ? -1 : nearestInCloud(cloud, left, top, Math.sqrt(least));
  return cloud === null || inCloud < 0 ? nearest : cloudMark(cloud, inCloud);
}

/** A trial's mark; null where it is not in sight. */
export function markOf({ placed, cloud }: Marks, trial: string | null): PlacedMark | null {
  const mark = placed.find((each) => each.trial === trial);
  return mark ?? (cloud === null ? null : cloudMark(cloud, indexIn(cloud, trial)));
}

/** The next trial to the right or left of the marked one; the first for the keyboard is the newest. */
export function neighbourMark(marks: Marks, trial: string | null, step: 1 | -1): PlacedMark | null {
  const { placed, cloud } = marks;
  if (cloud !== null) {
    return neighbourInCloud(cloud, trial, step);
  }
  const ordered = placed.toSorted((a, b) => a.left - b.left || a.top - b.top);
  const unique = ordered.filter((mark, index) => mark.trial !== ordered[index - 1]?.trial);
  const at = unique.findIndex((mark) => mark.trial === trial);
  const next = at < 0 ? unique.length - 1 : Math.min(Math.max(at + step, 0), unique.length - 1);
  return unique[next] ?? null;
}

/** Its points are in the order in which they ended, which is that of every axis. */
function neighbourInCloud(cloud: CloudPlaces, trial: string | null, step: 1 | -1): PlacedMark | null {
  const at = indexIn(cloud, trial);
  const { length } = cloud.points.trials;
  for (let next = at < 0 ? length - 1 : at + step; next >= 0 && next < length; next += at < 0 ? -1 : step) {
    const mark = cloudMark(cloud, next);
    if (mark !== null) {
      return mark;
    }
  }
  return cloudMark(cloud, at);
}

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

type Marked = {
  readonly mark: PlacedMark;
  readonly trial: Trial | undefined;
  readonly axis: TrajectoryAxis;
  readonly names: AxisNames;
};

/** What the tip says of the trial under the pointer. */
function tipLines({ mark, trial, axis, names }: Marked): readonly (readonly [string, string])[] {
  const fidelity = trial?.fidelity ?? null;
  const known: readonly (readonly [string, string] | null)[] = [
    mark.loss === null ? ['State', TRIAL_STATE_WORDS[mark.state]] : ['Loss', formatNumber(mark.loss)],
    names.fidelity === null || fidelity === null || axis === 'fidelity'
      ? null
      : [names.fidelity, String(fidelity)],
    [axisName(axis, names), placeWords(axis, mark.x)],
    trial?.error ? ['Error', trial.error.type] : null,
  ];
  return known.filter((line) => line !== null);
}
