import { useComputedColorScheme } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';

/** Draws a part whenever it is asked to go on. */
type Drawing = (context: CanvasRenderingContext2D) => Iterator<void, void>;

type CanvasLayerProps = {
  readonly width: number;
  readonly height: number;
  /** Draws in pixels of the page; must be the same function where nothing has changed. */
  readonly draw: Drawing;
};

/** So long one frame may be spent on drawing. */
const FRAME_MILLISECONDS = 10;

/** Goes on drawing frame by frame, so that the page stays quick however much there is; returns what stops it. */
function drawByFrames(steps: Iterator<void, void>): () => void {
  let frame = 0;
  const go = () => {
    const until = performance.now() + FRAME_MILLISECONDS;
    while (performance.now() < until) {
      if (steps.next().done === true) {
        return;
      }
    }
    frame = requestAnimationFrame(go);
  };
  go();
  return () => cancelAnimationFrame(frame);
}

/** A layer for more marks than elements of a page should be; drawn again when `draw`, size or colours change. */
export function CanvasLayer({ width, height, draw }: CanvasLayerProps) {
  const own = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read off the page, which the scheme changes.
  useLayoutEffect(() => {
    const canvas = own.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) {
      return;
    }
    const fineness = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * fineness);
    canvas.height = Math.round(height * fineness);
    context.scale(fineness, fineness);
    return drawByFrames(draw(context));
  }, [width, height, draw, scheme]);
  return <canvas ref={own} style={{ position: 'absolute', inset: 0, width, height }} />;
}
