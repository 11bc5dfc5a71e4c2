import { useCallback, useMemo, useRef } from 'react';
import { useLocation } from 'wouter';
import { type EcdfStep, ecdfOf, evenRanks } from '#core/analysis/insight/ecdf.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import { numberAxis } from '#renderer/components/chart/axes/plot-axis.ts';
import { ExportMenu } from '#renderer/components/chart/export/export-menu.tsx';
import { drawingIn } from '#renderer/components/chart/layers/drawing.ts';
import type { PlotMark } from '#renderer/components/chart/layers/marks.ts';
import { Plot } from '#renderer/components/chart/plot/plot.tsx';
import type { PlotFrame } from '#renderer/components/chart/plot/plot-frame.ts';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { csvText } from '#renderer/features/run/live/csv.ts';
import { useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import { trialAddress } from '#renderer/features/run/live/trials/trial-address.ts';
import { count, counted } from '#renderer/format/numbers.ts';
import { useSelection, useStores } from '#renderer/stores/stores.ts';
import { brushBetween, brushedPlaces } from '../trial-axis.ts';
import { useAnalysisView, type ViewedTrial } from '../view.tsx';
import { CaptionedFigure } from './captioned-figure.tsx';

const HEIGHT = 220;
const MOST_MARKS = 400;
const SHARES = numberAxis('share of trials', { lower: 0, upper: 1, log: false });

function lossesIn(rows: readonly ViewedTrial[]): readonly number[] {
  return rows.flatMap(({ loss }) => loss ?? []);
}

function stepPath(steps: readonly EcdfStep[], { x, leftOf, topOf }: PlotFrame): string {
  const left = (loss: number) => leftOf(x.at(loss) ?? 0).toFixed(1);
  const corners = steps.map(({ loss, share }) => `H${left(loss)}V${topOf(share).toFixed(1)}`);
  return `M${leftOf(0)} ${topOf(0)}${corners.join('')}H${leftOf(1)}`;
}

/** Which share of the trials has at most a loss: of all, and of those that the filters let through. */
export function EcdfCard() {
  const { rows, loss, byName } = useAnalysisView();
  const { runKey, facts } = useRunOnScreen();
  const [, navigate] = useLocation();
  const store = useStores().selections.of(runKey);
  const brushes = useSelection(runKey, ({ selection }) => selection.brushes);
  const place = useRef<HTMLDivElement>(null);
  const isFiltered = useMemo(() => rows.some(({ tone }) => tone === 'dim'), [rows]);
  const losses = useMemo(() => lossesIn(rows), [rows]);
  const all = useMemo(() => ecdfOf(losses), [losses]);
  const selected = useMemo(
    () => (isFiltered ? rows.filter(({ tone }) => tone !== 'dim') : rows),
    [isFiltered, rows],
  );
  const selectedLosses = useMemo(
    () => (isFiltered ? lossesIn(selected) : losses),
    [isFiltered, selected, losses],
  );
  const chosen = useMemo(
    () => (isFiltered ? ecdfOf(selectedLosses) : all),
    [isFiltered, selectedLosses, all],
  );
  const marks = useMemo(() => {
    const picked = evenRanks(selected, (row) => row.loss, MOST_MARKS);
    return picked.flatMap(({ item: { trial, tone }, value, share }): PlotMark[] => {
      const x = loss.axis.at(value);
      return x === null ? [] : [{ trial: trial.trial, tone, x, y: share }];
    });
  }, [selected, loss]);
  const linesOf = useCallback(
    ({ trial, y }: PlotMark) => {
      const row = byName.get(trial);
      return [
        [loss.name, row ? loss.wordsOf(row.trial) : ''],
        ['at most that', `${(y * 100).toFixed(y < 0.1 ? 1 : 0)} %`],
      ] as const;
    },
    [byName, loss],
  );
  const under = useCallback(
    (frame: PlotFrame) => (
      <>
        {isFiltered && (
          <path
            d={stepPath(all, frame)}
            fill="none"
            stroke="var(--text3)"
            strokeOpacity={0.5}
            strokeWidth={1.5}
          />
        )}
        <path d={stepPath(chosen, frame)} fill="none" stroke="var(--ink)" strokeWidth={1.5} />
      </>
    ),
    [isFiltered, all, chosen],
  );
  const withLoss = losses.length;
  const median = chosen.find(({ share }) => share >= 0.5)?.loss;
  const without = rows.length - withLoss;
  const words = `${counted(selectedLosses.length, 'trial')} with a loss${isFiltered ? ` selected of ${count(withLoss)} (grey)` : ''}${without > 0 ? `; ${count(without)} without one not counted` : ''}.`;
  return (
    <Card
      title="Distribution of losses"
      caption="share of trials with at most a loss"
      controls={
        <ExportMenu
          name={`${facts.name}-loss-distribution`}
          csv={() =>
            csvText([
              ['loss', 'share'],
              ...chosen.map(({ loss: value, share }) => [String(value), String(share)]),
            ])
          }
          drawing={() => drawingIn(place.current)}
        />
      }
      note={`${words} Drag across to zoom, with Shift to filter.`}
    >
      <CaptionedFigure
        label="Distribution of losses"
        caption={`${words} ${median === undefined ? '' : `Half of them have at most ${formatNumber(median)}.`}`}
      >
        <Plot
          label="Distribution of losses"
          height={HEIGHT}
          x={loss.axis}
          y={SHARES}
          marks={marks}
          linesOf={linesOf}
          under={under}
          ref={place}
          onOpen={(trial) => navigate(trialAddress(runKey, trial))}
          brushed={brushedPlaces(loss, brushes)}
          onBrush={(places) => store.brush(loss.field, places === null ? null : brushBetween(loss, places))}
        />
      </CaptionedFigure>
    </Card>
  );
}
