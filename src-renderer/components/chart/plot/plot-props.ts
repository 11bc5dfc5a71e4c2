import type { ReactNode, Ref } from 'react';
import type { PlotAxis } from '../axes/plot-axis.ts';
import type { PlotMark } from '../layers/marks.ts';
import type { PlotFrame } from './plot-frame.ts';

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
