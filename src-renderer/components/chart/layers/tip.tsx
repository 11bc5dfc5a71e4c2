import type { ReactNode } from 'react';
import classes from './tip.module.css';

type TipProps = {
  readonly title: string;
  /** Names and values, one line each. */
  readonly lines: readonly (readonly [string, string])[];
  readonly foot?: ReactNode;
  /** Where in the chart it belongs, in pixels. */
  readonly left: number;
  readonly top: number;
  readonly size: { readonly width: number; readonly height: number };
};

/** The lines of a tip as they are read out. */
export function spokenLines(lines: TipProps['lines']): string {
  return lines.map((line) => line.join(' ')).join(', ');
}

const WIDTH = 190;
const AWAY = 14;
const LINE = 18;

/** What stands beside a mark that the pointer or the keyboard is on: beside it, never over it. */
export function ChartTip({ title, lines, foot, left, top, size }: TipProps) {
  const height = (lines.length + 2) * LINE + 16;
  const toTheLeft = left + AWAY + WIDTH > size.width && left > size.width / 2;
  const style = {
    top: Math.max(4, Math.min(top - height / 2, size.height - height - 4)),
    ...(toTheLeft ? { right: size.width - left + AWAY } : { left: left + AWAY }),
  };
  return (
    <div className={`${classes.box} ${classes.facts}`} style={style} aria-hidden="true">
      <b className="mono">{title}</b>
      <dl>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {foot && <span className="text3">{foot}</span>}
    </div>
  );
}
