import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useId, useMemo, useRef, useState } from 'react';
import { Button } from '#renderer/components/buttons/button.tsx';
import { ExportMenu } from '#renderer/components/chart/export/export-menu.tsx';
import { drawingIn } from '#renderer/components/chart/layers/drawing.ts';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { count, counted } from '#renderer/format/numbers.ts';
import { useSelection, useStores } from '#renderer/stores/stores.ts';
import { csvText } from '../../live/csv.ts';
import { useRunOnScreen } from '../../live/run-context.ts';
import { CaptionedFigure } from '../cards/captioned-figure.tsx';
import type { TrialAxis } from '../trial-axis.ts';
import { type AnalysisView, useAnalysisView } from '../view.tsx';
import { placedLines } from './geometry.ts';
import { Legend } from './legend.tsx';
import { ParallelFigure } from './parallel-figure.tsx';
import { Ranges } from './ranges.tsx';
import { useAxisOrder } from './use-axis-order.ts';

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
