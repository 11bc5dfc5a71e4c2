import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useCallback, useId, useMemo, useRef, useState } from 'react';
import { Button } from '#renderer/components/buttons/button.tsx';
import { ExportMenu } from '#renderer/components/chart/export/export-menu.tsx';
import { drawingIn } from '#renderer/components/chart/layers/drawing.ts';
import { TONE_LOOKS, type Tone } from '#renderer/components/chart/layers/marks.ts';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { count, counted } from '#renderer/format/numbers.ts';
import { useSelection, useStores } from '#renderer/stores/stores.ts';
import { csvText } from '../../live/csv.ts';
import { useRunOnScreen } from '../../live/run-context.ts';
import { CaptionedFigure } from '../cards/captioned-figure.tsx';
import type { TrialAxis } from '../trial-axis.ts';
import { type AnalysisView, useAnalysisView } from '../view.tsx';
import { placedLines } from './geometry.ts';
import classes from './parallel.module.css';
import { ParallelFigure } from './parallel-figure.tsx';
import { Ranges } from './ranges.tsx';

const LEGEND = [
  ['incumbent', 'best'],
  ['best', 'best 5 %'],
  ['good', 'next 20 %'],
  ['rest', 'rest'],
  ['failed', 'no loss'],
] as const satisfies readonly (readonly [Tone, string])[];

/** What the colours of the lines mean, as far as they occur. */
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
  const store = useStores().selections.of(runKey);
  const brushes = useSelection(runKey, ({ selection }) => selection.brushes);
  const place = useRef<HTMLDivElement>(null);
  const [showsRanges, setShowsRanges] = useState(false);
  const rangesId = useId();
  const { ordered, move } = useAxisOrder(view);
  const lines = useMemo(() => placedLines(view.rows, ordered), [view.rows, ordered]);
  const tones = useMemo(() => new Set(lines.map(({ tone }) => tone)), [lines]);
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
          <ParallelFigure
            axes={ordered}
            brushes={brushes}
            lines={lines}
            onMove={move}
            onBrush={store.brush}
          />
        </div>
      </CaptionedFigure>
      <div id={rangesId}>
        {showsRanges && <Ranges axes={ordered} brushes={brushes} onBrush={store.brush} />}
      </div>
    </Card>
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
