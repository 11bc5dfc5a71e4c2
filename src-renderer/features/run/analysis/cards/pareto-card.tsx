import { type ReactNode, useCallback, useMemo, useRef } from 'react';
import { paretoFront } from '#core/analysis/insight/pareto.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { ExportMenu } from '#renderer/components/chart/export/export-menu.tsx';
import { drawingIn } from '#renderer/components/chart/layers/drawing.ts';
import type { PlotFrame } from '#renderer/components/chart/plot/plot-frame.ts';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { csvText } from '#renderer/features/run/live/csv.ts';
import { useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import { count, counted } from '#renderer/format/numbers.ts';
import { useQuery } from '#renderer/routing/use-query.ts';
import { AnalysisBody, Working } from '../analysis-body.tsx';
import { AxisPair } from '../axis-pair.tsx';
import { lossAxis, type TrialAxis } from '../trial-axis.ts';
import { TrialPlot } from '../trial-plot.tsx';
import type { Analysis } from '../use-analysis.ts';
import { useAnalysisView } from '../view.tsx';
import { CaptionedFigure } from './captioned-figure.tsx';

const HEIGHT = 260;
const MOST = 4_000;

function useObjectiveAxes(): readonly TrialAxis[] {
  const { rows, objectives } = useAnalysisView();
  return useMemo(() => {
    const trials = rows.map(({ trial }) => trial);
    return Array.from({ length: objectives }, (_, index) => lossAxis(trials, index, objectives));
  }, [rows, objectives]);
}

/** The front and its whole size: as the engine tells it, or worked out here where its analyses need more trials. */
function useFront(summary: Analysis, axes: readonly TrialAxis[]) {
  const { rows, byName } = useAnalysisView();
  const answer = summary.result?.answer ?? null;
  return useMemo((): { readonly trials: readonly Trial[]; readonly size: number } => {
    if (answer?.kind === 'nothing') {
      const points = rows.flatMap(({ trial }) => {
        const losses = axes.map((axis) => axis.numberOf(trial));
        return losses.every((loss) => loss !== null) ? [{ trial, losses }] : [];
      });
      const trials = paretoFront(points.map(({ losses }) => losses)).flatMap(
        (index) => points[index]?.trial ?? [],
      );
      return { trials, size: trials.length };
    }
    const pareto = answer?.kind === 'summary' ? answer.pareto : null;
    return {
      trials: (pareto?.trials ?? []).flatMap((name) => byName.get(name)?.trial ?? []),
      size: pareto?.size ?? 0,
    };
  }, [answer, rows, byName, axes]);
}

type FrontProps = {
  readonly places: readonly (readonly [left: number, top: number])[];
  readonly isLine: boolean;
};

/** Of two objectives the front is a line; of more, two of them show its trials anywhere: each has a ring. */
function Front({ places, isLine }: FrontProps) {
  const stroke = { fill: 'none', stroke: 'var(--incumbent)', strokeWidth: 2 };
  return isLine ? (
    <polyline points={places.map((place) => place.join(',')).join(' ')} {...stroke} />
  ) : (
    places.map(([left, top]) => <circle key={`${left} ${top}`} cx={left} cy={top} r={7} {...stroke} />)
  );
}

/** The front needs fewer trials than the other analyses: what is missing to these is no reason to show none. */
function Body({ summary, children }: { summary: Analysis; children: () => ReactNode }) {
  return summary.result?.answer.kind === 'nothing' ? (
    children()
  ) : (
    <AnalysisBody analysis={summary} kind="summary">
      {children}
    </AnalysisBody>
  );
}

/** With several objectives: the trials that no other beats in all of them. */
export function ParetoCard({ summary }: { summary: Analysis }) {
  const { rows } = useAnalysisView();
  const { facts } = useRunOnScreen();
  const [query, setQuery] = useQuery();
  const place = useRef<HTMLDivElement>(null);
  const axes = useObjectiveAxes();
  const named = (name: string | undefined) => axes.find((each) => each.name === name);
  const across = named(query.get('objective-across')) ?? axes[0];
  const up = named(query.get('objective-up')) ?? axes.find((each) => each !== across);
  const { trials: front, size } = useFront(summary, axes);
  const isLine = axes.length === 2 && size > 1;
  const under = useCallback(
    ({ leftOf, topOf }: PlotFrame) => {
      const places = front.flatMap((trial) => {
        const [x, y] = [across?.numberOf(trial) ?? null, up?.numberOf(trial) ?? null];
        const [left, top] = [x === null ? null : across?.axis.at(x), y === null ? null : up?.axis.at(y)];
        return typeof left === 'number' && typeof top === 'number'
          ? [[leftOf(left), topOf(top)] as const]
          : [];
      });
      places.sort((a, b) => a[0] - b[0]);
      return <Front places={places} isLine={isLine} />;
    },
    [front, across, up, isLine],
  );
  if (!across || !up) {
    return null;
  }
  const words = `${counted(size, 'trial')} that no other beats in ${axes.length === 2 ? 'both' : `all ${axes.length}`} objectives`;
  return (
    <Card
      title="Pareto front"
      caption={
        <AxisPair
          what="Objective"
          across={across}
          up={up}
          options={axes}
          onAcross={(name) => setQuery({ 'objective-across': name })}
          onUp={(name) => setQuery({ 'objective-up': name })}
        />
      }
      controls={
        <>
          <Working analysis={summary} what="Pareto front" />
          <ExportMenu
            name={`${facts.name}-pareto-front`}
            csv={() =>
              csvText([
                ['trial', ...axes.map(({ name }) => name)],
                ...front.map((trial) => [trial.trial, ...axes.map((axis) => String(axis.numberOf(trial)))]),
              ])
            }
            drawing={() => drawingIn(place.current)}
          />
        </>
      }
      note={`${words}, ${isLine ? 'joined by a line' : size === 1 ? 'in a ring' : 'each in a ring'}; all ${count(rows.length)} completed trials as points. Drag across to zoom, with Shift to filter.`}
    >
      <Body summary={summary}>
        {() => (
          <CaptionedFigure label="Pareto front" caption={words}>
            <TrialPlot x={across} y={up} height={HEIGHT} most={MOST} under={under} ref={place} />
          </CaptionedFigure>
        )}
      </Body>
    </Card>
  );
}
