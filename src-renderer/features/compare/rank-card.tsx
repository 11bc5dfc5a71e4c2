import { useMemo, useRef } from 'react';
import type { CompareResult } from '#core/analysis/compare/compare-runs.ts';
import { Card } from '../../components/card.tsx';
import { ExportMenu } from '../../components/chart/export-menu.tsx';
import { useQuery } from '../../routing/use-query.ts';
import type { Line } from './chart/chart-frame.ts';
import { GroupChart } from './chart/group-chart.tsx';
import classes from './compare.module.css';
import { ranksCsv } from './compare-csv.ts';
import type { ChartCardProps } from './loss-card.tsx';
import { axisTitle } from './words.ts';
import { zoomText } from './zoom-text.ts';

function linesOf({ groups }: CompareResult): readonly Line[] {
  return groups.map(({ name, ranks }, index) => ({
    name,
    index,
    end: ranks.at(-1)?.[0] ?? 0,
    points: ranks.map(([x, rank]) => ({ x, y: rank, lower: rank, upper: rank })),
  }));
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
          drawing={() => place.current?.querySelector<SVGSVGElement>('svg[data-drawing]') ?? null}
          csv={() => ranksCsv(result, state)}
        />
      }
      note="Mean over all ways to take one run of each group; equal losses share their rank."
    >
      <figure className={classes.figure} aria-label="Rank over time">
        <figcaption className="visually-hidden">
          {last.length === 0 ? 'No rank yet.' : `Mean rank at the end: ${last.join(', ')}.`}
        </figcaption>
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
      </figure>
    </Card>
  );
}
