import { useElementSize } from '@mantine/hooks';
import { useRef } from 'react';
import type { SummaryAnswer } from '#core/contract/analysis/analysis.ts';
import { ExportMenu } from '#renderer/components/chart/export/export-menu.tsx';
import { drawingIn } from '#renderer/components/chart/layers/drawing.ts';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { csvText } from '#renderer/features/run/live/csv.ts';
import { useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import { count, counted, given } from '#renderer/format/numbers.ts';
import classes from '../analysis.module.css';
import { AnalysisBody, Working } from '../analysis-body.tsx';
import type { Analysis } from '../use-analysis.ts';
import { CaptionedFigure } from './captioned-figure.tsx';

const ROW = 26;
const LEFT = 96;
const RIGHT = 190;

type Pair = SummaryAnswer['between_fidelities'][number];

function words(value: number | null): string {
  return value === null ? '–' : (value + 0).toFixed(2).replace('-', '−');
}

function pairWords({ low, high }: Pair): string {
  return `${given(low)} → ${given(high)}`;
}

/** One bar a pair of fidelities, from −1 to 1. */
function Bars({ pairs, width }: { pairs: readonly Pair[]; width: number }) {
  const full = Math.max(20, width - LEFT - RIGHT);
  const x = (value: number) => LEFT + ((value + 1) / 2) * full;
  return (
    <svg data-drawing width={width} height={pairs.length * ROW} aria-hidden="true">
      <line x1={x(0)} x2={x(0)} y1={0} y2={pairs.length * ROW} stroke="var(--line-strong)" />
      {pairs.map((pair, index) => {
        const middle = index * ROW + ROW / 2;
        const rho = pair.spearman ?? 0;
        return (
          <g key={pairWords(pair)}>
            <text x={0} y={middle + 4} style={{ fill: 'var(--text)' }}>
              {pairWords(pair)}
            </text>
            <rect
              x={Math.min(x(0), x(rho))}
              width={Math.max(1, Math.abs(x(rho) - x(0)))}
              y={middle - 5}
              height={10}
              rx={2}
              fill={rho < 0 ? 'var(--stale)' : 'var(--text2)'}
            />
            <text x={width - RIGHT + 10} y={middle + 4}>
              {`ρ ${words(pair.spearman)}   τ ${words(pair.kendall)}   n ${count(pair.configurations)}`}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function csvOf(pairs: readonly Pair[]): string {
  return csvText([
    ['low', 'high', 'configurations', 'spearman', 'kendall'],
    ...pairs.map(({ low, high, configurations, spearman, kendall }) =>
      [low, high, configurations, spearman ?? '', kendall ?? ''].map(String),
    ),
  ]);
}

/** How far short evaluations order configurations as long ones do. */
export function FidelityCard({ summary, fidelity }: { summary: Analysis; fidelity: string }) {
  const { facts } = useRunOnScreen();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const place = useRef<HTMLDivElement>(null);
  const pairs = summary.result?.answer.kind === 'summary' ? summary.result.answer.between_fidelities : [];
  return (
    <Card
      title="Fidelities"
      caption={`do losses at few ${fidelity} order configurations as those at many?`}
      controls={
        <>
          <Working analysis={summary} what="correlation of fidelities" />
          <ExportMenu
            name={`${facts.name}-fidelities`}
            csv={() => csvOf(pairs)}
            drawing={() => drawingIn(place.current)}
          />
        </>
      }
      note="ρ Spearman, τ Kendall, over the n configurations that were evaluated at both. Only those that were continued are among them, so both are too low rather than too high."
    >
      <AnalysisBody analysis={summary} kind="summary">
        {() =>
          pairs.length === 0 ? (
            <p className={classes.nothing}>
              At least 5 configurations that were evaluated at two fidelities are needed.
            </p>
          ) : (
            <CaptionedFigure
              label="Correlation between fidelities"
              caption={pairs
                .map(
                  (pair) =>
                    `${pairWords(pair)}: ρ ${words(pair.spearman)} over ${counted(pair.configurations, 'configuration')}`,
                )
                .join('; ')}
            >
              <div ref={place} className={classes.bars}>
                <div ref={ref}>{width > 60 && <Bars pairs={pairs} width={width} />}</div>
              </div>
            </CaptionedFigure>
          )
        }
      </AnalysisBody>
    </Card>
  );
}
