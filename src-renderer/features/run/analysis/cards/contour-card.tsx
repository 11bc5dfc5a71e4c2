import { memo, useCallback, useMemo, useRef } from 'react';
import { formatNumber } from '#core/analysis/words/format.ts';
import type { ContourAnswer } from '#core/contract/analysis/analysis.ts';
import { ExportMenu } from '#renderer/components/chart/export/export-menu.tsx';
import { drawingIn } from '#renderer/components/chart/layers/drawing.ts';
import type { PlotFrame } from '#renderer/components/chart/plot/plot-frame.ts';
import { useGrowing } from '#renderer/components/hooks/use-growing.ts';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { csvText } from '#renderer/features/run/live/csv.ts';
import { useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import { counted } from '#renderer/format/numbers.ts';
import { useQuery } from '#renderer/routing/use-query.ts';
import { AnalysisBody, Working } from '../analysis-body.tsx';
import { AxisPair } from '../axis-pair.tsx';
import type { Asked } from '../question.ts';
import type { TrialAxis } from '../trial-axis.ts';
import { TrialPlot } from '../trial-plot.tsx';
import { useAnalysis } from '../use-analysis.ts';
import { useAnalysisView } from '../view.tsx';
import { CaptionedFigure } from './captioned-figure.tsx';

const HEIGHT = 290;
const MOST = 1_500;
/** Cells that are put on screen at once. */
const CELLS_A_FRAME = 256;
/** Steps of colour between the least and the highest expected loss. */
const LEVELS = 9;

/** How near to the least loss each cell is, in steps: ranks, so that a few high losses do not take all colours. */
function levelsOf(losses: readonly number[]): readonly number[] {
  const sorted = Float64Array.from(losses).sort();
  const cuts = Array.from(
    { length: LEVELS - 1 },
    (_, index) => sorted[Math.floor(((index + 1) / LEVELS) * sorted.length)] ?? 0,
  );
  return losses.map((loss) => LEVELS - 1 - cuts.filter((cut) => loss >= cut).length);
}

type CellProps = {
  readonly loss: number;
  readonly level: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

const Cell = memo(function Cell({ loss, level, left, top, width, height }: CellProps) {
  return (
    <rect
      x={left}
      y={top}
      width={width}
      height={height}
      // Without it a bright line shows between two cells.
      shapeRendering="crispEdges"
      fill="var(--seq3)"
      fillOpacity={0.03 + (0.5 * level) / (LEVELS - 1)}
    >
      <title>{formatNumber(loss)}</title>
    </rect>
  );
});

function Cells({ answer, frame }: { answer: ContourAnswer; frame: PlotFrame }) {
  const levels = useMemo(() => levelsOf(answer.losses), [answer]);
  const [columns, rows] = [answer.x.length, answer.y.length];
  const { leftOf, topOf } = frame;
  const shown = useGrowing(answer.losses.length, CELLS_A_FRAME);
  return answer.losses.slice(0, shown).map((loss, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    return (
      <Cell
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
        key={index}
        loss={loss}
        level={levels[index] ?? 0}
        left={leftOf(column / columns)}
        top={topOf((row + 1) / rows)}
        width={leftOf((column + 1) / columns) - leftOf(column / columns)}
        height={topOf(row / rows) - topOf((row + 1) / rows)}
      />
    );
  });
}

function placeWords({ axis }: TrialAxis, place: number): string {
  return axis.choices?.[place] ?? String(axis.valueAt(place));
}

function csvOf({ x, y, losses }: ContourAnswer, across: TrialAxis, up: TrialAxis): string {
  return csvText([
    [across.name, up.name, 'expected_loss'],
    ...losses.map((loss, index) => [
      placeWords(across, x[index % x.length] ?? 0),
      placeWords(up, y[Math.floor(index / x.length)] ?? 0),
      String(loss),
    ]),
  ]);
}

function rangeWords({ losses }: ContourAnswer): string {
  return `${formatNumber(Math.min(...losses))} to ${formatNumber(Math.max(...losses))}`;
}

/** Where two parameters together promise a low loss. */
function Contour({ asked, across, up }: { asked: Asked; across: TrialAxis; up: TrialAxis }) {
  const { facts } = useRunOnScreen();
  const { parameters } = useAnalysisView();
  const [, setQuery] = useQuery();
  const analysis = useAnalysis({ ...asked, want: { kind: 'contour', parameters: [across.name, up.name] } });
  const place = useRef<HTMLDivElement>(null);
  const answer = analysis.result?.answer.kind === 'contour' ? analysis.result.answer : null;
  const under = useCallback(
    (frame: PlotFrame) => answer && <Cells answer={answer} frame={frame} />,
    [answer],
  );
  return (
    <Card
      title="Pair contour"
      caption={
        <AxisPair
          what="Parameter"
          across={across}
          up={up}
          options={parameters}
          onAcross={(name) => setQuery({ across: name, up: up.name })}
          onUp={(name) => setQuery({ across: across.name, up: name })}
        />
      }
      controls={
        <>
          <Working analysis={analysis} what="contour" />
          <ExportMenu
            name={`${facts.name}-contour`}
            csv={() => (answer === null ? '' : csvOf(answer, across, up))}
            drawing={() => drawingIn(place.current)}
          />
        </>
      }
      note={
        answer &&
        `Loss that a forest of ${counted(answer.modelled, 'trial')} expects, averaged over all other parameters: ${rangeWords(answer)}, the stronger the colour the lower. Drag across to zoom, with Shift to filter.`
      }
    >
      <AnalysisBody analysis={analysis} kind="contour">
        {(known) => (
          <CaptionedFigure
            label="Pair contour"
            caption={`Expected loss over ${across.name} and ${up.name}, from ${rangeWords(known)}.`}
          >
            <TrialPlot x={across} y={up} height={HEIGHT} most={MOST} under={under} keepsUp ref={place} />
          </CaptionedFigure>
        )}
      </AnalysisBody>
    </Card>
  );
}

/** The contour of the two parameters that the address names; the first two that vary where it names none. */
export function ContourCard({ asked, suggested }: { asked: Asked; suggested: readonly string[] }) {
  const { parameters } = useAnalysisView();
  const [query] = useQuery();
  const named = (name: string | undefined) => parameters.find((each) => each.name === name);
  const across = named(query.get('across')) ?? named(suggested[0]) ?? parameters[0];
  const others = parameters.filter((each) => each !== across);
  const up =
    others.find(({ name }) => name === query.get('up')) ??
    others.find(({ name }) => name === suggested[1]) ??
    others[0];
  return across && up ? <Contour asked={asked} across={across} up={up} /> : null;
}
