import { useMemo, useRef } from 'react';
import type { TrajectoryAxis } from '#core/analysis/charts/trajectory.ts';
import type { CompareResult } from '#core/analysis/compare/compare-runs.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import { AxisSwitches } from '#renderer/components/chart/axes/axis-switches.tsx';
import { ExportMenu } from '#renderer/components/chart/export/export-menu.tsx';
import { drawingIn } from '#renderer/components/chart/layers/drawing.ts';
import { ShowAll } from '#renderer/components/chart/show-all.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { defaultScale, type LossScale, zoomText } from '#renderer/routing/chart-state.ts';
import { useQuery } from '#renderer/routing/use-query.ts';
import type { Line } from '../chart/chart-frame.ts';
import { GroupChart } from '../chart/group-chart.tsx';
import classes from '../compare.module.css';
import { curvesCsv } from '../compare-csv.ts';
import type { CompareState } from '../compare-state.ts';
import {
  AXIS_NAMES,
  axisTitle,
  BAND_NOTES,
  endsEarly,
  linesMissing,
  meanWords,
  textAlternative,
} from '../words.ts';

export type ChartCardProps = {
  readonly result: CompareResult;
  readonly state: CompareState;
  /** The axes that say something about these runs. */
  readonly axes: readonly TrajectoryAxis[];
  readonly costUnit: string | null;
};

/** The curves of the groups as lines; levels below 0 have no place on a logarithmic axis. */
function linesOf({ groups }: CompareResult): readonly Line[] {
  return groups.map(({ name, curve }, index) => ({
    name,
    index,
    end: curve.end,
    points: curve.points.map(({ x, mean, lower, upper }) => ({ x, y: mean, lower, upper })),
  }));
}

function scaleOf(lines: readonly Line[], chosen: LossScale | null): LossScale {
  const levels = lines.flatMap(({ points }) => points.map(({ y }) => y));
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  return low > 0 ? (chosen ?? defaultScale([low, high])) : 'linear';
}

/** The mean best loss of each group with its band, live. */
export function LossCard({ result, state, axes, costUnit }: ChartCardProps) {
  const [, setQuery] = useQuery();
  const place = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(result), [result]);
  const scale = scaleOf(lines, state.scale);
  const noLog =
    scaleOf(lines, 'log') === 'log' ? null : 'Some mean is not above 0, as a logarithmic axis needs.';
  const hasBand = result.groups.some(({ curves }) => curves.length > 1);
  const marked =
    result.target === null ? null : { y: result.target, words: `target ${formatNumber(result.target)}` };
  return (
    <Card
      title="Best loss so far"
      className={classes.chartCard}
      caption={meanWords(result.groups)}
      controls={
        <>
          {state.zoom && <ShowAll onShow={() => setQuery({ zoom: null })} />}
          <AxisSwitches
            axis={state.axis}
            axes={axes}
            nameOf={(axis) => AXIS_NAMES[axis]}
            scale={scale}
            noLog={noLog}
            wordClass={classes.word}
          />
          <ExportMenu
            name="comparison-best-loss"
            drawing={() => drawingIn(place.current)}
            csv={() => curvesCsv(result, state)}
          />
        </>
      }
      note={
        [linesMissing(result.groups), hasBand ? BAND_NOTES[state.band] : null, endsEarly(result.groups)]
          .filter(Boolean)
          .join(' ') || null
      }
    >
      <figure className={classes.figure} aria-label="Best loss so far">
        <figcaption className="visually-hidden">{textAlternative(result, state.axis)}</figcaption>
        <GroupChart
          ref={place}
          label="Best loss so far"
          lines={lines}
          axis={state.axis}
          vertical={scale}
          zoom={state.zoom}
          axisTitle={axisTitle(state.axis, costUnit)}
          marked={marked}
          named
          format={formatNumber}
          onZoom={(zoom) => setQuery({ zoom: zoomText(zoom) })}
        />
      </figure>
    </Card>
  );
}
