import { useComputedColorScheme } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import { drawByFrames } from './draw-by-frames.ts';

/** Draws a part whenever it is asked to go on. */
type Drawing = (context: CanvasRenderingContext2D) => Iterable<void>;

type CanvasLayerProps = {
  readonly width: number;
  readonly height: number;
  /** Draws in pixels of the page; must be the same function where nothing has changed. */
  readonly draw: Drawing;
  /** Of a frame's time, less than 1 for what takes much longer to paint than to tell. */
  readonly share?: number;
};

type Page = Pick<CanvasLayerProps, 'width' | 'height'> & { readonly canvas: HTMLCanvasElement };

/** Makes an empty page of the canvas, which had the picture before until now, and draws on it. */
function* drawAnew({ canvas, width, height }: Page, draw: Drawing): Iterator<void, void> {
  const context = canvas.getContext('2d');
  if (context) {
    const fineness = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * fineness);
    canvas.height = Math.round(height * fineness);
    context.scale(fineness, fineness);
    yield* draw(context);
  }
}

/** A layer for more marks than elements of a page should be; drawn again when `draw`, size or colours change. */
export function CanvasLayer({ width, height, draw, share = 1 }: CanvasLayerProps) {
  const own = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read off the page, which the scheme changes.
  useLayoutEffect(() => {
    const canvas = own.current;
    return canvas ? drawByFrames(drawAnew({ canvas, width, height }, draw), share) : undefined;
  }, [width, height, draw, share, scheme]);
  return <canvas ref={own} style={{ position: 'absolute', inset: 0, width, height }} />;
}
