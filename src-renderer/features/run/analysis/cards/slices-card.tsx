import { IconFileTypeCsv, IconLayoutGrid, IconMaximize } from '@tabler/icons-react';
import { useCallback, useRef, useState } from 'react';
import { type PriorShape, priorShape } from '#core/analysis/charts/prior-curve.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { ExportMenu } from '#renderer/components/chart/export/export-menu.tsx';
import { drawingIn } from '#renderer/components/chart/layers/drawing.ts';
import type { PlotFrame } from '#renderer/components/chart/plot/plot-frame.ts';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { csvText } from '#renderer/features/run/live/csv.ts';
import { useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import { count, counted } from '#renderer/format/numbers.ts';
import { downloadCsv } from '#renderer/host/download.ts';
import { useQuery } from '#renderer/routing/use-query.ts';
import classes from '../analysis.module.css';
import type { TrialAxis } from '../trial-axis.ts';
import { TrialPlot } from '../trial-plot.tsx';
import { type AnalysisView, useAnalysisView } from '../view.tsx';

const SMALL_HEIGHT = 150;
const LARGE_HEIGHT = 300;
const MOST_IN_SMALL = 1_500;
const MOST_IN_LARGE = 5_000;
/** More small pictures than this are not drawn at once. */
const MOST_SMALL = 12;
/** Share of the plot's height that the highest place of a prior has. */
const PRIOR_HEIGHT = 0.7;

/** Where a height of the prior is: in the plot's own height, whatever part of the losses is in sight. */
function priorTop({ edges, height: full }: PlotFrame, height: number): number {
  const bottom = full - edges.bottom;
  return bottom - height * PRIOR_HEIGHT * (bottom - edges.top);
}

function priorPath({ heights }: PriorShape, frame: PlotFrame): string {
  const { leftOf } = frame;
  const top = (height: number) => priorTop(frame, height).toFixed(1);
  const corners = heights.map(
    (height, index) => `${leftOf(index / (heights.length - 1)).toFixed(1)} ${top(height)}`,
  );
  return `M${leftOf(0)} ${top(0)}L${corners.join('L')}L${leftOf(1)} ${top(0)}Z`;
}

/** The prior under the points: where the person expected good values. */
function Prior({ shape, frame }: { shape: PriorShape; frame: PlotFrame }) {
  const look = { fill: 'var(--text3)', fillOpacity: 0.14 };
  if (shape.kind === 'curve') {
    return <path d={priorPath(shape, frame)} {...look} />;
  }
  const { leftOf } = frame;
  const share = 1 / shape.heights.length;
  return shape.heights.map((height, index) => (
    <rect
      // biome-ignore lint/suspicious/noArrayIndexKey: choices have their order only.
      key={index}
      x={leftOf(index * share) + 2}
      width={Math.max(1, leftOf(share) - leftOf(0) - 4)}
      y={priorTop(frame, height)}
      height={priorTop(frame, 0) - priorTop(frame, height)}
      {...look}
    />
  ));
}

function usePriorOf() {
  const { facts } = useRunOnScreen();
  return ({ name }: TrialAxis): PriorShape | null => {
    const parameter = facts.space?.find((each) => each.name === name);
    return parameter === undefined || parameter.kind === 'constant' ? null : priorShape(parameter);
  };
}

/** The selected trials with a loss, over some of the parameters. */
function csvOf({ rows, loss }: AnalysisView, parameters: readonly TrialAxis[]): string {
  const shown = rows.filter(({ tone, loss: value }) => tone !== 'dim' && value !== null);
  return csvText([
    ['trial', loss.name, ...parameters.map(({ name }) => name)],
    ...shown.map(({ trial, loss: value }) => [
      trial.trial,
      String(value),
      ...parameters.map(({ name }) => String(trial.config[name] ?? '')),
    ]),
  ]);
}

function Slice({ axis, isLarge }: { axis: TrialAxis; isLarge: boolean }) {
  const view = useAnalysisView();
  const { facts } = useRunOnScreen();
  const [, setQuery] = useQuery();
  const place = useRef<HTMLDivElement>(null);
  const prior = usePriorOf()(axis);
  const under = useCallback((frame: PlotFrame) => prior && <Prior shape={prior} frame={frame} />, [prior]);
  return (
    <figure aria-label={`Slice of ${axis.name}`}>
      <div className="row">
        <h3 className="mono grow" title={axis.name}>
          {axis.name}
        </h3>
        {isLarge && (
          <ExportMenu
            name={`${facts.name}-slice-${axis.name}`}
            csv={() => csvOf(view, [axis])}
            drawing={() => drawingIn(place.current)}
          />
        )}
        <Button
          size="small"
          variant="ghost"
          icon={isLarge ? IconLayoutGrid : IconMaximize}
          label={isLarge ? 'Show all slices' : `Enlarge the slice of ${axis.name}`}
          onClick={() => setQuery({ slice: isLarge ? null : axis.name })}
        />
      </div>
      <TrialPlot
        x={axis}
        y={view.loss}
        height={isLarge ? LARGE_HEIGHT : SMALL_HEIGHT}
        most={isLarge ? MOST_IN_LARGE : MOST_IN_SMALL}
        ref={place}
        under={under}
      />
    </figure>
  );
}

function noteOf({ rows }: AnalysisView, most: number): string {
  const drawn =
    rows.length > most ? ` ${count(most)} of ${counted(rows.length, 'trial')} drawn, picked evenly.` : '';
  return `One point a trial, the loss upwards. Grey area: the prior. Drag across to zoom, with Shift to filter.${drawn}`;
}

/** The loss over each parameter, with the prior under it: all parameters small, or one large. */
export function SlicesCard() {
  const view = useAnalysisView();
  const { facts } = useRunOnScreen();
  const [query] = useQuery();
  const [all, setAll] = useState(false);
  const large = view.parameters.find(({ name }) => name === query.get('slice'));
  const shown = all ? view.parameters : view.parameters.slice(0, MOST_SMALL);
  const hidden = view.parameters.length - shown.length;
  return (
    <Card
      title="Slices"
      className={classes.wide}
      caption={large ? undefined : 'the loss over each parameter'}
      controls={
        <Button
          size="small"
          variant="ghost"
          icon={IconFileTypeCsv}
          onClick={() => downloadCsv(csvOf(view, view.parameters), `${facts.name}-slices`)}
        >
          All as CSV
        </Button>
      }
      note={noteOf(view, large ? MOST_IN_LARGE : MOST_IN_SMALL)}
    >
      {large ? (
        <Slice axis={large} isLarge />
      ) : (
        <div className={classes.slices}>
          {shown.map((axis) => (
            <Slice key={axis.field} axis={axis} isLarge={false} />
          ))}
        </div>
      )}
      {!large && hidden > 0 && (
        <Button
          size="small"
          onClick={() => setAll(true)}
        >{`Show ${counted(hidden, 'more parameter')}`}</Button>
      )}
    </Card>
  );
}
