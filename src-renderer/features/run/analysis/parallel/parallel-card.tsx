import { useElementSize } from '@mantine/hooks';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useCallback, useId, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '#renderer/components/button.tsx';
import { Card } from '#renderer/components/card.tsx';
import { drawingIn } from '#renderer/components/chart/drawing.ts';
import { ExportMenu } from '#renderer/components/chart/export-menu.tsx';
import { TONE_LOOKS, type Tone } from '#renderer/components/chart/marks.ts';
import { count, counted } from '#renderer/format/numbers.ts';
import { useSelection, useStores } from '#renderer/stores/stores.ts';
import { csvText } from '../../live/csv.ts';
import { useRunOnScreen } from '../../live/run-context.ts';
import { trialAddress } from '../../live/trial-address.ts';
import { CaptionedFigure } from '../captioned-figure.tsx';
import { brushedPlaces, type TrialAxis } from '../trial-axis.ts';
import { type AnalysisView, useAnalysisView } from '../view.tsx';
import { ParallelAxes } from './axes.tsx';
import { AxisMovers } from './axis-movers.tsx';
import { parallelGeometry, placedLines } from './geometry.ts';
import { LineCanvas, LineElements, MOST_ELEMENTS } from './lines.tsx';
import { ParallelOverlay } from './overlay.tsx';
import classes from './parallel.module.css';
import { Ranges } from './ranges.tsx';

const HEIGHT = 276;

const LEGEND = [
  ['incumbent', 'best'],
  ['best', 'best 5 %'],
  ['good', 'next 20 %'],
  ['rest', 'rest'],
  ['failed', 'no loss'],
] as const satisfies readonly (readonly [Tone, string])[];

function Legend({ tones }: { tones: ReadonlySet<Tone> }) {
  return (
    <span className={classes.legend}>
      {LEGEND.filter(([tone]) => tones.has(tone)).map(([tone, words]) => (
        <span key={tone} className={classes.key}>
          <svg width="16" height="8" aria-hidden="true">
            <path
              d="M0 4h16"
              stroke={`var(${TONE_LOOKS[tone].color})`}
              strokeWidth={tone === 'incumbent' ? 3 : 2}
              strokeDasharray={tone === 'failed' ? '4 3' : undefined}
            />
          </svg>
          {words}
        </span>
      ))}
    </span>
  );
}

/** The axes in the order that a person gave them; new ones come last, the loss always. */
function useAxisOrder({ parameters, loss }: AnalysisView) {
  const [order, setOrder] = useState<readonly string[]>([]);
  const ordered = useMemo(() => {
    const known = order.flatMap((field) => parameters.find((each) => each.field === field) ?? []);
    return [...known, ...parameters.filter((each) => !known.includes(each)), loss];
  }, [order, parameters, loss]);
  const move = useCallback(
    (from: number, to: number) => {
      const fields = ordered.slice(0, -1).map(({ field }) => field);
      const [moved] = fields.splice(from, 1);
      setOrder(moved === undefined ? fields : fields.toSpliced(to, 0, moved));
    },
    [ordered],
  );
  return { ordered, move };
}

function csvOf(view: AnalysisView, axes: readonly TrialAxis[]): string {
  const rows = view.rows
    .filter(({ tone }) => tone !== 'dim')
    .map(({ trial }) => [
      trial.trial,
      trial.state,
      ...axes.map(({ axis, numberOf }) => {
        const value = numberOf(trial);
        return value === null ? '' : (axis.choices?.[value] ?? String(value));
      }),
    ]);
  return csvText([['trial', 'state', ...axes.map(({ name }) => name)], ...rows]);
}

function noteOf(view: AnalysisView, drawn: number): string | null {
  return drawn < view.rows.length
    ? `${count(drawn)} of ${counted(view.rows.length, 'line')} drawn, picked evenly; the best quarter of what is selected comes first.`
    : null;
}

/** One line a trial over all parameters and the loss; what is marked on an axis filters the whole run. */
export function ParallelCard() {
  const view = useAnalysisView();
  const { runKey, facts } = useRunOnScreen();
  const [, navigate] = useLocation();
  const store = useStores().selections.of(runKey);
  const brushes = useSelection(runKey, ({ selection }) => selection.brushes);
  const { ref, width } = useElementSize<HTMLDivElement>();
  const place = useRef<HTMLDivElement>(null);
  const [showsRanges, setShowsRanges] = useState(false);
  const rangesId = useId();
  const { ordered, move } = useAxisOrder(view);
  const lines = useMemo(() => placedLines(view.rows, ordered), [view.rows, ordered]);
  const tones = useMemo(() => new Set(lines.map(({ tone }) => tone)), [lines]);
  const hasLossless = useMemo(() => view.rows.some(({ loss }) => loss === null), [view.rows]);
  const geometry = useMemo(
    () => parallelGeometry(ordered, { width, height: HEIGHT, hasLossless }),
    [ordered, width, hasLossless],
  );
  const brushed = ordered.map((axis) => brushedPlaces(axis, brushes));
  const linesOf = useCallback(
    (name: string) => {
      const row = view.byName.get(name);
      return row
        ? [view.loss, ...view.parameters]
            .slice(0, 9)
            .map((axis) => [axis.name, axis.wordsOf(row.trial)] as const)
        : [];
    },
    [view],
  );
  return (
    <Card
      title="Parallel coordinates"
      caption={<Legend tones={tones} />}
      controls={
        <>
          <Button
            size="small"
            variant="ghost"
            icon={IconAdjustmentsHorizontal}
            aria-expanded={showsRanges}
            aria-controls={rangesId}
            onClick={() => setShowsRanges(!showsRanges)}
          >
            Ranges
          </Button>
          <ExportMenu
            name={`${facts.name}-parallel-coordinates`}
            csv={() => csvOf(view, ordered)}
            drawing={() => drawingIn(place.current)}
          />
        </>
      }
      note={noteOf(view, lines.length)}
    >
      <CaptionedFigure
        label="Parallel coordinates"
        caption={`One line for each of ${counted(view.rows.length, 'completed trial')} over ${counted(view.parameters.length, 'parameter')} and the loss; ${counted(view.selected, 'trial')} with a loss selected. Drag along an axis to filter, drag a name to move it.`}
      >
        <div ref={place}>
          <div ref={ref} className={classes.place}>
            {width > 100 && (
              <>
                {lines.length > MOST_ELEMENTS && <LineCanvas lines={lines} geometry={geometry} />}
                <svg data-drawing width={width} height={HEIGHT} aria-hidden="true">
                  {lines.length <= MOST_ELEMENTS && <LineElements lines={lines} geometry={geometry} />}
                  <ParallelAxes geometry={geometry} brushed={brushed} hasLossless={hasLossless} />
                </svg>
                <ParallelOverlay
                  geometry={geometry}
                  lines={lines}
                  linesOf={linesOf}
                  onOpen={(trial) => navigate(trialAddress(runKey, trial))}
                  onBrush={store.brush}
                />
                <AxisMovers geometry={geometry} onMove={move} />
              </>
            )}
          </div>
        </div>
      </CaptionedFigure>
      <div id={rangesId}>
        {showsRanges && <Ranges axes={ordered} brushes={brushes} onBrush={store.brush} />}
      </div>
    </Card>
  );
}
