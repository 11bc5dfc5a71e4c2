import { useElementSize } from '@mantine/hooks';
import { memo, type Ref } from 'react';
import type { ImportanceAnswer } from '#core/contract/analysis/analysis.ts';
import { shortened } from '#renderer/format/shortened.ts';
import classes from '../analysis.module.css';

const ROW = 25;
const NAME_LETTER = 7.2;
const MOST_NAME = 150;
const VALUE = 44;
/** Room for what chance gives beyond the longest bar, as a share of it. */
const CHANCE_ROOM = 1.25;

type BarsProps = {
  readonly answer: ImportanceAnswer;
  /** So many of the most important. */
  readonly most?: number;
  readonly ref?: Ref<HTMLDivElement>;
};

/** One bar a parameter; the fine line is the spread over the trees, the tick what chance gives. */
export const ImportanceBars = memo(function ImportanceBars({
  answer,
  most = Number.POSITIVE_INFINITY,
  ref,
}: BarsProps) {
  const { ref: sized, width } = useElementSize<HTMLDivElement>();
  const rows = answer.rows.slice(0, most);
  const longest = Math.max(...rows.map(({ parameter }) => parameter.length));
  const letters = Math.min(longest, Math.floor(Math.min(MOST_NAME, width / 2.1) / NAME_LETTER));
  const left = letters * NAME_LETTER + 10;
  const full = Math.max(10, width - left - VALUE);
  // What chance gives may be far beyond: it then stands at the end.
  const highest = Math.max(
    ...rows.map(({ importance, deviation }) => importance * CHANCE_ROOM + (deviation ?? 0)),
    Number.MIN_VALUE,
  );
  const x = (value: number) => left + Math.min(1, Math.max(0, value) / highest) * full;
  return (
    <div ref={ref}>
      <div ref={sized} className={classes.bars} style={{ height: rows.length * ROW }}>
        {width > 60 && (
          <svg data-drawing width={width} height={rows.length * ROW} aria-hidden="true">
            {rows.map(({ parameter, importance, deviation, chance }, index) => {
              const middle = index * ROW + ROW / 2;
              return (
                <g key={parameter}>
                  <text x={0} y={middle + 4} className="mono">
                    <title>{parameter}</title>
                    {shortened(parameter, letters)}
                  </text>
                  <rect
                    x={left}
                    y={middle - 5}
                    width={Math.max(1, x(importance) - left)}
                    height={10}
                    rx={2}
                    fill="var(--text2)"
                    fillOpacity={index === 0 ? 1 : 0.75}
                  />
                  {deviation !== null && (
                    <line
                      x1={x(importance - deviation)}
                      x2={x(importance + deviation)}
                      y1={middle}
                      y2={middle}
                      stroke="var(--ink)"
                      strokeWidth={1.2}
                    />
                  )}
                  {chance !== null && (
                    <line
                      x1={x(chance)}
                      x2={x(chance)}
                      y1={middle - 8}
                      y2={middle + 8}
                      stroke="var(--stale)"
                      strokeWidth={1.6}
                    />
                  )}
                  <text x={width} y={middle + 4} textAnchor="end" style={{ fill: 'var(--text)' }}>
                    {importance.toFixed(2)}
                  </text>
                </g>
              );
            })}
          </svg>
        )}
      </div>
    </div>
  );
});
