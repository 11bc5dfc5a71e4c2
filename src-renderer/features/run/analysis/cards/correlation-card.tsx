import { memo, useRef } from 'react';
import type { SummaryAnswer } from '#core/contract/analysis/analysis.ts';
import { ExportMenu } from '#renderer/components/chart/export/export-menu.tsx';
import { drawingIn } from '#renderer/components/chart/layers/drawing.ts';
import { useGrowing } from '#renderer/components/hooks/use-growing.ts';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { Scroller } from '#renderer/components/surfaces/scroller.tsx';
import { csvText } from '#renderer/features/run/live/csv.ts';
import { useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import { shortened } from '#renderer/format/shortened.ts';
import classes from '../analysis.module.css';
import { AnalysisBody, Working } from '../analysis-body.tsx';
import type { Analysis } from '../use-analysis.ts';
import { CaptionedFigure } from './captioned-figure.tsx';

/** A column is as wide as its name needs, within these. */
const CELL = { width: 52, most: 104, height: 26 } as const;
const LETTER = 7.2;
/** Cells that are put on screen at once. */
const CELLS_A_FRAME = 160;
/** Up to so many names there is room for wide columns. */
const FEW = 4;

type Correlation = SummaryAnswer['correlation'];

function words(rho: number | null | undefined): string {
  // Without the minus of a rounded zero.
  return rho === null || rho === undefined
    ? '–'
    : (Math.round(rho * 100) / 100 + 0).toFixed(2).replace('-', '−');
}

type CellProps = {
  readonly width: number;
  readonly value: number | null;
  readonly left: number;
  readonly top: number;
  readonly isOwn: boolean;
};

const Cell = memo(function Cell({ value, width, left, top, isOwn }: CellProps) {
  const size = Math.abs(value ?? 0);
  return (
    <g>
      <rect
        x={left + 1}
        y={top + 1}
        width={width - 2}
        height={CELL.height - 2}
        rx={3}
        fill={(value ?? 0) < 0 ? 'var(--incumbent)' : 'var(--text2)'}
        fillOpacity={size * 0.4}
      />
      {!isOwn && (
        <text
          x={left + width / 2}
          y={top + CELL.height * 0.65}
          textAnchor="middle"
          style={{ fill: 'var(--text)' }}
        >
          {words(value)}
        </text>
      )}
    </g>
  );
});

/** Two hues without red and green: rising in ink, falling in violet; the number says it too. */
function Matrix({ correlation: { names, rho } }: { correlation: Correlation }) {
  const longest = Math.max(...names.map((name) => name.length)) * LETTER + 8;
  const left = Math.min(170, longest);
  const cell = names.length > FEW ? CELL.width : Math.min(CELL.most, Math.max(CELL.width, longest));
  const letters = Math.floor((cell - 8) / LETTER);
  const width = left + names.length * cell;
  const height = (names.length + 1) * CELL.height;
  const rows = useGrowing(names.length, Math.max(1, Math.floor(CELLS_A_FRAME / names.length)));
  return (
    <svg data-drawing width={width} height={height} aria-hidden="true">
      {names.slice(0, rows).map((name, row) => (
        <g key={name}>
          <text x={0} y={(row + 1.65) * CELL.height} className="mono">
            <title>{name}</title>
            {shortened(name, Math.floor((left - 8) / LETTER))}
          </text>
          <text x={left + (row + 0.5) * cell} y={CELL.height * 0.7} textAnchor="middle" className="mono">
            <title>{name}</title>
            {shortened(name, letters)}
          </text>
          {rho[row]?.map((value, column) => (
            <Cell
              key={names[column]}
              value={row === column ? null : value}
              width={cell}
              left={left + column * cell}
              top={(row + 1) * CELL.height}
              isOwn={row === column}
            />
          ))}
        </g>
      ))}
    </svg>
  );
}

function lossText({ names, rho }: Correlation): string {
  const last = names.length - 1;
  return names
    .slice(0, last)
    .map((name, index) => `${name} ${words(rho[last]?.[index])}`)
    .join(', ');
}

/** How parameters and loss rise and fall together. */
export function CorrelationCard({ summary }: { summary: Analysis }) {
  const { facts } = useRunOnScreen();
  const place = useRef<HTMLDivElement>(null);
  const correlation = summary.result?.answer.kind === 'summary' ? summary.result.answer.correlation : null;
  return (
    <Card
      title="Correlation"
      caption="Spearman’s, of ranks"
      controls={
        <>
          <Working analysis={summary} what="correlation" />
          <ExportMenu
            name={`${facts.name}-correlation`}
            csv={() =>
              correlation === null
                ? ''
                : csvText([
                    ['', ...correlation.names],
                    ...correlation.rho.map((row, index) => [
                      correlation.names[index] ?? '',
                      ...row.map((value) => (value === null ? '' : String(value))),
                    ]),
                  ])
            }
            drawing={() => drawingIn(place.current)}
          />
        </>
      }
      note="Of all trials, filtered or not. Violet: one falls where the other rises. Choices without an order are left out. An optimizer that searches where losses are low makes parameters correlate."
    >
      <AnalysisBody analysis={summary} kind="summary">
        {(answer) => (
          <CaptionedFigure label="Correlation" caption={`With the loss: ${lossText(answer.correlation)}.`}>
            <Scroller label="Correlation of parameters and loss" className={classes.matrixScroll}>
              <div ref={place} className={classes.matrix}>
                <Matrix correlation={answer.correlation} />
              </div>
            </Scroller>
          </CaptionedFigure>
        )}
      </AnalysisBody>
    </Card>
  );
}
