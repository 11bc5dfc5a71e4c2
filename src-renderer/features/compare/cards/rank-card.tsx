import { useMemo, useRef } from 'react';
import type { CompareResult } from '#core/analysis/compare/compare-runs.ts';
import { ExportMenu } from '#renderer/components/chart/export/export-menu.tsx';
import { drawingIn } from '#renderer/components/chart/layers/drawing.ts';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { zoomText } from '#renderer/routing/chart-state.ts';
import { useQuery } from '#renderer/routing/use-query.ts';
import type { Line } from '../chart/chart-frame.ts';
import { GroupChart } from '../chart/group-chart.tsx';
import classes from '../compare.module.css';
import { ranksCsv } from '../compare-csv.ts';
import type { CompareState } from '../compare-state.ts';
import { axisTitle, placeWords } from '../words.ts';
import type { ChartCardProps } from './loss-card.tsx';

function linesOf({ groups }: CompareResult): readonly Line[] {
  return groups.map(({ name, ranks }, index) => ({
    name,
    index,
    end: ranks.at(-1)?.[0] ?? 0,
    points: ranks.map(([x, rank]) => ({ x, y: rank, lower: rank, upper: rank })),
  }));
}

/** How ranks come about, and why they end before the lines do. */
function rankNote({ groups }: CompareResult, { axis }: CompareState): string {
  const rule = 'Mean over all ways to take one run of each group; equal losses share their rank.';
  const end = Math.min(...groups.flatMap(({ ranks }) => ranks.at(-1)?.[0] ?? []));
  const early = groups.filter(({ curve }) => curve.end <= end).map(({ name }) => name);
  const isCut = groups.some(({ curve }) => curve.end > end * 1.001);
  return isCut && Number.isFinite(end)
    ? `${rule} Up to ${placeWords(axis, end)}, where ${early.join(' and ')} has come to.`
    : rule;
}

/** The mean rank of each group as it went on. */
export function RankCard({ result, state, costUnit }: ChartCardProps) {
  const [, setQuery] = useQuery();
  const place = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(result), [result]);
  const last = result.groups.flatMap(({ name, ranks }) => {
    const rank = ranks.at(-1)?.[1];
    return rank === undefined ? [] : `${name} ${rank.toFixed(1)}`;
  });
  return (
    <Card
      title="Rank over time"
      className={classes.chartCard}
      caption="1 is best"
      controls={
        <ExportMenu
          name="comparison-rank"
          drawing={() => drawingIn(place.current)}
          csv={() => ranksCsv(result, state)}
        />
      }
      note={result.groups.length < 2 ? null : rankNote(result, state)}
    >
      <figure className={classes.figure} aria-label="Rank over time">
        <figcaption className="visually-hidden">
          {last.length === 0 ? 'No rank yet.' : `Mean rank at the end: ${last.join(', ')}.`}
        </figcaption>
        {result.groups.length < 2 ? (
          <p className="text2">Ranks need two groups.</p>
        ) : (
          <GroupChart
            ref={place}
            label="Rank over time"
            lines={lines}
            axis={state.axis}
            vertical="rank"
            zoom={state.zoom}
            axisTitle={axisTitle(state.axis, costUnit)}
            named={false}
            format={(rank) => rank.toFixed(2)}
            onZoom={(zoom) => setQuery({ zoom: zoomText(zoom) })}
          />
        )}
      </figure>
    </Card>
  );
}
