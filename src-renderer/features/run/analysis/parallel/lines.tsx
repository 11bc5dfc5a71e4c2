import { useCallback } from 'react';
import { CanvasLayer } from '#renderer/components/chart/layers/canvas-layer.tsx';
import {
  inDrawingOrder,
  TONE_LOOKS,
  type Tone,
  toneColors,
} from '#renderer/components/chart/layers/marks.ts';
import type { ParallelGeometry, PlacedLine } from './geometry.ts';

/** More lines than this are drawn on a canvas. */
export const MOST_ELEMENTS = 500;
/** Lines that are drawn before the page may have its turn. */
const BATCH = 25;
/** Long thin lines take many times longer to paint than to tell. */
const SHARE_OF_FRAME = 0.1;

const LOOKS: Readonly<Record<Tone, { readonly width: number; readonly opacity: number }>> = {
  incumbent: { width: 2.6, opacity: 1 },
  best: { width: 1.8, opacity: 0.95 },
  good: { width: 1.4, opacity: 0.7 },
  rest: { width: 1, opacity: 0.45 },
  dim: { width: 1, opacity: 0.13 },
  failed: { width: 1, opacity: 0.45 },
};

/** More lines of one tone than these are fainter the more they are, so that what they have in common shows. */
const CLEAR_LINES = 30;
const FADING = 0.8;
const LEAST_OPACITY = 0.03;

/** How opaque each of so many lines of a tone is. */
export function lineOpacity(tone: Tone, count: number): number {
  const share = Math.min(1, (CLEAR_LINES / Math.max(1, count)) ** FADING);
  return Math.max(LEAST_OPACITY, LOOKS[tone].opacity * share);
}

function opacities(lines: readonly PlacedLine[]): (tone: Tone) => number {
  const counts = new Map<Tone, number>();
  for (const { tone } of lines) {
    counts.set(tone, (counts.get(tone) ?? 0) + 1);
  }
  const known = new Map([...counts].map(([tone, count]) => [tone, lineOpacity(tone, count)]));
  return (tone) => known.get(tone) ?? 1;
}

/** The corners of a line, in pieces where it has no place on an axis. */
function pathOf({ places }: PlacedLine, { leftOf, topOf }: ParallelGeometry): string {
  let [path, pen] = ['', 'M'];
  for (const [axis, place] of places.entries()) {
    if (Number.isNaN(place)) {
      pen = 'M';
    } else {
      path += `${pen}${leftOf(axis).toFixed(1)} ${topOf(place).toFixed(1)}`;
      pen = 'L';
    }
  }
  return path;
}

export function LineElements({
  lines,
  geometry,
}: {
  lines: readonly PlacedLine[];
  geometry: ParallelGeometry;
}) {
  const opacityOf = opacities(lines);
  return inDrawingOrder(lines).map((line) => (
    <path
      key={line.trial}
      d={pathOf(line, geometry)}
      fill="none"
      stroke={`var(${TONE_LOOKS[line.tone].color})`}
      strokeWidth={LOOKS[line.tone].width}
      strokeOpacity={opacityOf(line.tone)}
      strokeDasharray={line.tone === 'failed' ? '4 3' : undefined}
    />
  ));
}

function strokeLine(
  context: CanvasRenderingContext2D,
  line: PlacedLine,
  { leftOf, topOf }: ParallelGeometry,
): void {
  context.beginPath();
  let isDown = false;
  for (const [axis, place] of line.places.entries()) {
    if (Number.isNaN(place)) {
      isDown = false;
    } else if (isDown) {
      context.lineTo(leftOf(axis), topOf(place));
    } else {
      context.moveTo(leftOf(axis), topOf(place));
      isDown = true;
    }
  }
  context.stroke();
}

function dress(context: CanvasRenderingContext2D, tone: Tone, color: string, opacity: number): void {
  context.strokeStyle = color;
  context.lineWidth = LOOKS[tone].width;
  context.globalAlpha = opacity;
  context.setLineDash(tone === 'failed' ? [4, 3] : []);
}

export function LineCanvas({
  lines,
  geometry,
}: {
  lines: readonly PlacedLine[];
  geometry: ParallelGeometry;
}) {
  const draw = useCallback(
    function* (context: CanvasRenderingContext2D) {
      const colors = toneColors();
      const opacityOf = opacities(lines);
      for (const [index, line] of inDrawingOrder(lines).entries()) {
        dress(context, line.tone, colors[line.tone], opacityOf(line.tone));
        strokeLine(context, line, geometry);
        if (index % BATCH === BATCH - 1) {
          yield;
        }
      }
    },
    [lines, geometry],
  );
  return <CanvasLayer width={geometry.width} height={geometry.height} draw={draw} share={SHARE_OF_FRAME} />;
}
