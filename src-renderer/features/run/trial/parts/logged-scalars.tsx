import { useRef } from 'react';
import type { Logged, LoggedSeries } from '#core/analysis/charts/learning-curve.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import { ExportMenu } from '#renderer/components/chart/export/export-menu.tsx';
import { csvText } from '#renderer/features/run/live/csv.ts';
import { Curve } from '#renderer/features/run/live/curve.tsx';
import classes from '../trial.module.css';

function seriesCsv({ name, points }: LoggedSeries): string {
  return csvText([['step', name], ...points.map(([step, value]) => [String(step), String(value)])]);
}

/** One series: its last value, and its curve where there is one. */
function Series({ series, file }: { series: LoggedSeries; file: string }) {
  const { name, points } = series;
  const line = useRef<HTMLLIElement>(null);
  const drawn = points.filter(([, value]) => Number.isFinite(value));
  const last = points.at(-1);
  return (
    <li ref={line}>
      <span className="mono ellipsis" title={name}>
        {name}
      </span>
      <span>{last && formatNumber(last[1])}</span>
      {drawn.length > 1 && (
        <>
          <ExportMenu
            name={`${file}-${name.replaceAll('/', '-')}`}
            about={name}
            csv={() => seriesCsv(series)}
            drawing={() => line.current?.querySelector<SVGSVGElement>('svg[role=img]') ?? null}
          />
          <Curve
            points={drawn}
            compared={[]}
            width={340}
            height={56}
            label={`${name} over ${points.length} steps`}
          />
        </>
      )}
    </li>
  );
}

/** The curves that the function logged for TensorBoard; nothing where it logged none. */
export function LoggedScalars({ logged, file }: { logged: Logged | null; file: string }) {
  if (logged === null || logged.series.length === 0) {
    return null;
  }
  return (
    <section>
      <h3>Logged for TensorBoard</h3>
      <ul className={classes.scalars}>
        {logged.series.map((series) => (
          <Series key={series.name} series={series} file={file} />
        ))}
      </ul>
      {logged.leftOut && <p className="text3 small">{logged.leftOut}</p>}
    </section>
  );
}
