import { type RefCallback, useCallback, useId, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { type TrajectoryOptions, trajectoryOf } from '#core/analysis/charts/trajectory.ts';
import { listOf } from '#core/analysis/charts/trajectory-points.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { AxisSwitches } from '#renderer/components/chart/axes/axis-switches.tsx';
import { ExportMenu } from '#renderer/components/chart/export/export-menu.tsx';
import { drawingIn } from '#renderer/components/chart/layers/drawing.ts';
import { ShowAll } from '#renderer/components/chart/show-all.tsx';
import { Segmented } from '#renderer/components/inputs/segmented.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { csvText } from '#renderer/features/run/live/csv.ts';
import { useShownTrials } from '#renderer/features/run/live/filter/shown-trials.tsx';
import { trialAddress } from '#renderer/features/run/live/trials/trial-address.ts';
import { zoomText } from '#renderer/routing/chart-state.ts';
import { useQuery } from '#renderer/routing/use-query.ts';
import { useRunNow, useRunOnScreen } from '../../live/run-context.ts';
import { type AxisNames, axisName, axisTitle } from './axis-words.ts';
import { CloudLayer } from './cloud/cloud-layer.tsx';
import { geometryOf, type Size } from './plot/geometry.ts';
import { Legend } from './plot/legend.tsx';
import { TrajectoryPlot } from './plot/trajectory-plot.tsx';
import { Overlay } from './pointer/overlay.tsx';
import classes from './trajectory.module.css';
import { type TrajectoryChoice, useTrajectory } from './use-trajectory.ts';
import { axisColumn, leftWords, textAlternative, whatIsLeftOut } from './words.ts';

const NO_SIZE: Size = { width: 0, height: 0 };

/**
 * The size of an element, inside its border: before it is on screen for the first time, so that what depends on it is
 * drawn in the same picture, and whenever it changes.
 */
function useSize(): [RefCallback<HTMLElement>, Size] {
  const [size, setSize] = useState(NO_SIZE);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) {
      return;
    }
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}

/** Smaller than this, nothing is drawn yet. */
const LEAST_PIXELS = 120;

function useAxisNames(): AxisNames {
  const { facts } = useRunOnScreen();
  const { status } = useRunNow();
  const name = fidelityOf(facts.space ?? [])?.name ?? null;
  return useMemo(() => ({ costUnit: status.cost_unit, fidelity: name }), [status.cost_unit, name]);
}

function Controls({ choice, names, csv, drawing }: ControlsProps) {
  const [, setQuery] = useQuery();
  const { facts } = useRunOnScreen();
  const { axes, chart, fidelities } = choice;
  const { axis, scale, state } = choice.chosen;
  const highest = fidelities.at(-1);
  const noLog =
    chart.lossRange !== null && chart.lossRange[1] <= 0
      ? 'No loss is above 0, as a logarithmic axis needs.'
      : null;
  return (
    <>
      {state.zoom && <ShowAll onShow={() => setQuery({ zoom: null })} />}
      {highest !== undefined && fidelities.length > 1 && (
        <Segmented
          label="Fidelity"
          value={state.highestOnly ? 'highest' : 'all'}
          options={[
            { value: 'all', label: `All ${names.fidelity ?? 'fidelities'}` },
            { value: 'highest', label: `${highest} only` },
          ]}
          onChange={(each) => setQuery({ fidelity: each === 'all' ? null : each, zoom: null })}
        />
      )}
      <AxisSwitches
        axis={axis}
        axes={axes}
        nameOf={(each) => axisName(each, names)}
        scale={scale}
        noLog={noLog}
        wordClass={classes.control}
      />
      <ExportMenu name={`${facts.name}-loss-trajectory`} csv={csv} drawing={drawing} />
    </>
  );
}

type ControlsProps = {
  readonly choice: TrajectoryChoice;
  readonly names: AxisNames;
  readonly csv: () => string;
  readonly drawing: () => SVGSVGElement | null;
};

/** Every loss of the run and the best so far, live. Where all is placed is worked out apart: the page has a turn between. */
export function TrajectoryCard() {
  const { status } = useRunNow();
  const { known, only } = useShownTrials();
  return <ChosenTrajectory choice={useTrajectory(known, only, status)} />;
}

function ChosenTrajectory({ choice }: { choice: TrajectoryChoice }) {
  const { runKey } = useRunOnScreen();
  const { status } = useRunNow();
  const { known: trials, only, best } = useShownTrials();
  const [, navigate] = useLocation();
  const [, setQuery] = useQuery();
  const names = useAxisNames();
  const { chart, axis, scale, state, budget, fidelities } = choice;
  const [ref, size] = useSize();
  const plot = useRef<HTMLDivElement>(null);
  const captionId = useId();
  const geometry = useMemo(
    () => geometryOf({ chart, axis, scale, budget, zoom: state.zoom, size }),
    [chart, axis, scale, budget, state.zoom, size],
  );
  const alternative = useMemo(() => textAlternative(chart, only === null ? best : null), [chart, only, best]);
  const { budget: budgets } = status;
  // What is left is told of the trials that are drawn: for it alone, nothing is drawn again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the status is the newest whenever trials come.
  const left = useMemo(
    () => leftWords(axis, status),
    [axis, trials, budgets.evaluations.total, budgets.cost.total],
  );
  const csv = () =>
    trajectoryCsv(trials, { axis, only, fidelity: state.highestOnly ? (fidelities.at(-1) ?? null) : null });
  const drawing = () => drawingIn(plot.current);
  return (
    <Card
      title="Loss trajectory"
      className={classes.card}
      caption={<Legend chart={chart} fidelity={names.fidelity} />}
      controls={<Controls choice={choice} names={names} csv={csv} drawing={drawing} />}
      note={whatIsLeftOut(chart)}
    >
      <figure className={classes.figure} aria-label="Loss trajectory" aria-describedby={captionId}>
        <figcaption id={captionId} className="visually-hidden">
          {alternative}
        </figcaption>
        <div ref={ref} className={classes.place}>
          {size.width > LEAST_PIXELS && size.height > LEAST_PIXELS && (
            <>
              <div ref={plot} className={classes.drawing} aria-hidden="true">
                {geometry.cloud && <CloudLayer cloud={geometry.cloud} size={geometry.size} />}
                <TrajectoryPlot chart={chart} axis={axis} geometry={geometry} leftWords={left} />
                <span className={classes.lane}>no loss</span>
                {axis !== 'evaluation' && <span className={classes.title}>{axisTitle(axis, names)}</span>}
              </div>
              <Overlay
                geometry={geometry}
                axis={axis}
                names={names}
                isZoomed={state.zoom !== null}
                trialOf={(name) => trials.find(({ trial }) => trial === name)}
                onOpen={(trial) => navigate(trialAddress(runKey, trial))}
                onZoom={(zoom) => setQuery({ zoom: zoomText(zoom) })}
              />
            </>
          )}
        </div>
      </figure>
    </Card>
  );
}

/** The numbers behind the chart: every completed trial, also those that the drawing leaves out. */
export function trajectoryCsv(trials: readonly Trial[], options: TrajectoryOptions): string {
  let best = Number.POSITIVE_INFINITY;
  const rows = listOf(trajectoryOf(trials, options).points).map(({ trial, x, loss }) => {
    best = loss === null ? best : Math.min(best, loss);
    const bestSoFar = Number.isFinite(best) ? String(best) : '';
    return [trial.trial, trial.state, String(x), loss === null ? '' : String(loss), bestSoFar];
  });
  return csvText([['trial', 'state', axisColumn(options.axis), 'loss', 'best_loss'], ...rows]);
}
