import { type ReactNode, type Ref, useCallback, useMemo } from 'react';
import { useLocation } from 'wouter';
import { thin } from '#core/analysis/charts/thinning.ts';
import type { PlotMark } from '#renderer/components/chart/layers/marks.ts';
import { Plot } from '#renderer/components/chart/plot/plot.tsx';
import type { PlotFrame } from '#renderer/components/chart/plot/plot-frame.ts';
import { useSelection, useStores } from '#renderer/stores/stores.ts';
import { useRunOnScreen } from '../live/run-context.ts';
import { trialAddress } from '../live/trials/trial-address.ts';
import { brushBetween, brushedPlaces, type TrialAxis } from './trial-axis.ts';
import { useAnalysisView, type ViewedTrial } from './view.tsx';

type TrialPlotProps = {
  readonly x: TrialAxis;
  readonly y: TrialAxis;
  readonly height: number;
  /** More trials are picked evenly, the best always among them. */
  readonly most: number;
  readonly under?: (frame: PlotFrame) => ReactNode;
  /** Whether the axis upwards stays whole where the one across is zoomed. */
  readonly keepsUp?: boolean;
  readonly ref?: Ref<HTMLDivElement>;
};

/** How far points of a choice stand apart, as a share of the choice's part of the axis. */
const APART = 0.5;

function spread(row: number, axis: TrialAxis['axis'], place: number): number {
  return axis.choices === null
    ? place
    : place + (((row * 0.61803398875) % 1) - 0.5) * (APART / axis.choices.length);
}

/** The trials that a plot draws: at most `most`, those that stand out before all others. */
function drawnRows(rows: readonly ViewedTrial[], most: number): readonly ViewedTrial[] {
  const preferred = new Set(rows.filter(({ tone }) => tone !== 'dim' && tone !== 'failed'));
  return thin(rows, most, { nameOf: ({ trial }) => trial.trial, preferred });
}

/** Trials between two of their axes; a drag zooms, with Shift it filters the run by the axis across. */
export function TrialPlot({ x, y, height, most, under, keepsUp = false, ref }: TrialPlotProps) {
  const { rows, byName } = useAnalysisView();
  const { runKey } = useRunOnScreen();
  const [, navigate] = useLocation();
  const store = useStores().selections.of(runKey);
  const brushes = useSelection(runKey, ({ selection }) => selection.brushes);
  const marks = useMemo(
    () =>
      drawnRows(rows, most).flatMap(({ trial, tone }, row): PlotMark[] => {
        const [across, up] = [x.numberOf(trial), y.numberOf(trial)];
        const [left, top] = [across === null ? null : x.axis.at(across), up === null ? null : y.axis.at(up)];
        return left === null || top === null
          ? []
          : [{ trial: trial.trial, tone, x: spread(row, x.axis, left), y: spread(row, y.axis, top) }];
      }),
    [rows, most, x, y],
  );
  const linesOf = useCallback(
    ({ trial: name }: PlotMark) => {
      const row = byName.get(name);
      return row ? [x, y].map((axis) => [axis.name, axis.wordsOf(row.trial)] as const) : [];
    },
    [byName, x, y],
  );
  return (
    <Plot
      label={`${x.name} and ${y.name}`}
      height={height}
      x={x.axis}
      y={y.axis}
      marks={marks}
      keepsUp={keepsUp}
      linesOf={linesOf}
      onOpen={(trial) => navigate(trialAddress(runKey, trial))}
      brushed={brushedPlaces(x, brushes)}
      onBrush={(places) => store.brush(x.field, places === null ? null : brushBetween(x, places))}
      {...(under ? { under } : {})}
      {...(ref ? { ref } : {})}
    />
  );
}
