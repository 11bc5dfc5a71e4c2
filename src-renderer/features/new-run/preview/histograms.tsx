import { memo, useMemo, useState } from 'react';
import type { SearchSpace } from '#core/contract/space.ts';
import { type SearchableParameter, searchable } from '#core/space/roles.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { AXIS, anchorAt, axisTicks, leftOf } from '../space/parameter/axis.ts';
import { choiceLabel } from '../space/parameter/choice-label.ts';
import axisClasses from '../space/parameter/parameter-axis.module.css';
import { type Bar, choiceBars, DRAWS, numericalBars } from './histogram.ts';
import classes from './histograms.module.css';

/** More pictures than anybody looks at would keep the page waiting. */
const MOST = 60;
const BASE = 34;
const TOP = 4;

/** What many configurations would look like, one picture a parameter; drawn from the priors. */
export function Histograms({ space }: { readonly space: SearchSpace }) {
  const [all, setAll] = useState(false);
  const drawn = searchable(space);
  const shown = all ? drawn : drawn.slice(0, MOST);
  return drawn.length === 0 ? null : (
    <section aria-label="Histograms">
      <p className={classes.lead}>
        {DRAWS} draws of each parameter: from its prior, evenly where it has none.
      </p>
      <div className={classes.grid}>
        {shown.map((parameter, index) => (
          <Histogram key={parameter.name} parameter={parameter} stream={index + 1} />
        ))}
      </div>
      {shown.length < drawn.length && (
        <Button size="small" onClick={() => setAll(true)}>
          Show all {drawn.length}
        </Button>
      )}
    </section>
  );
}

const Histogram = memo(function Histogram({
  parameter,
  stream,
}: {
  parameter: SearchableParameter;
  stream: number;
}) {
  const bars = useMemo(
    () =>
      parameter.kind === 'categorical' ? choiceBars(parameter, stream) : numericalBars(parameter, stream),
    [parameter, stream],
  );
  const isLog = parameter.kind !== 'categorical' && parameter.log;
  return (
    <figure className={classes.figure} aria-label={`Histogram of ${parameter.name}`}>
      <figcaption className={classes.caption}>
        <span className="mono ellipsis">{parameter.name}</span>
        <span className="text3">
          {[isLog && 'log', parameter.prior !== null && 'prior'].filter(Boolean).join(', ')}
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${AXIS.width} ${AXIS.height}`} role="img" aria-label={words(parameter, bars)}>
        <Bars bars={bars} />
        <line x1={AXIS.left} x2={AXIS.right} y1={BASE} y2={BASE} className={axisClasses.axis} />
        <Labels parameter={parameter} />
      </svg>
    </figure>
  );
});

function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  const peak = Math.max(...bars.map(({ share }) => share));
  return bars.map(({ from, to, share }) => {
    const height = (share / peak) * (BASE - TOP);
    return (
      <rect
        key={from}
        x={leftOf(from) + 0.5}
        y={BASE - height}
        width={Math.max(leftOf(to) - leftOf(from) - 1, 0.5)}
        height={height}
        className={classes.bar}
      />
    );
  });
}

function Labels({ parameter }: { readonly parameter: SearchableParameter }) {
  const ends =
    parameter.kind === 'categorical'
      ? parameter.choices.map((choice, index) => ({
          place: (index + 0.5) / parameter.choices.length,
          label: choiceLabel(String(choice), (AXIS.right - AXIS.left) / parameter.choices.length),
        }))
      : axisTicks(parameter);
  return ends.map(({ place, label }) => (
    <text key={`${place}`} x={leftOf(place)} y={48} textAnchor={anchorAt(place)} className={axisClasses.tick}>
      {label}
    </text>
  ));
}

function words(parameter: SearchableParameter, bars: readonly Bar[]): string {
  const most = bars.reduce((best, bar) => (bar.share > best.share ? bar : best));
  const share = Math.round(most.share * 100);
  const where =
    parameter.kind === 'categorical'
      ? String(parameter.choices[Math.round(most.from * parameter.choices.length)])
      : `around ${Math.round(((most.from + most.to) / 2) * 100)} % of the axis`;
  return `Draws of ${parameter.name}, most of them ${where}: ${share} %`;
}
