import { type Ref, useMemo, useRef } from 'react';
import { type RungColumn, rungColumns } from '#core/analysis/charts/rung-columns.ts';
import { promotionRule } from '#core/analysis/insight/rung-cut-off.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { ExportMenu } from '#renderer/components/chart/export/export-menu.tsx';
import { EmptyState } from '#renderer/components/surfaces/empty-state.tsx';
import { Scroller } from '#renderer/components/surfaces/scroller.tsx';
import { useShownTrials } from '../live/filter/shown-trials.tsx';
import { useRunNow, useRunOnScreen } from '../live/run-context.ts';
import { Column } from './rung-column.tsx';
import { connections, heightOf, RUNG_SIZES } from './rung-layout.ts';
import { rungsCsv } from './rung-words.ts';
import classes from './rungs.module.css';
import { rungsDrawing } from './rungs-drawing.ts';

type LinesProps = { readonly columns: readonly RungColumn[]; readonly ref: Ref<SVGSVGElement> };

function Lines({ columns, ref }: LinesProps) {
  const { column, gap } = RUNG_SIZES;
  const height = heightOf(columns);
  const width = columns.length * (column + gap) - gap;
  const curves = connections(columns).toSorted((a, b) => Number(a.isOnBestPath) - Number(b.isOnBestPath));
  return (
    <svg ref={ref} className={classes.lines} width={width} height={height} aria-hidden="true">
      {curves.map(({ from, fromColumn, fromY, toY, isOnBestPath }) => {
        const left = fromColumn * (column + gap) + column - 8;
        const right = left + gap + 16;
        const middle = (left + right) / 2;
        return (
          <path
            key={from}
            d={`M${left} ${fromY}C${middle} ${fromY} ${middle} ${toY} ${right} ${toY}`}
            data-best={isOnBestPath || undefined}
          />
        );
      })}
    </svg>
  );
}

/** Which trials went on from rung to rung, and by which losses. */
export function RungsTab() {
  const { runKey, facts } = useRunOnScreen();
  const { status } = useRunNow();
  const { known: trials, best: incumbent } = useShownTrials();
  const best = incumbent?.trial ?? null;
  const lines = useRef<SVGSVGElement>(null);
  const fidelity = fidelityOf(facts.space ?? []);
  const unit = fidelity?.name ?? null;
  const rule = useMemo(
    () =>
      status.layout === 'incumbent' && facts.optimizer !== null && fidelity !== null
        ? promotionRule(facts.optimizer, fidelity)
        : null,
    [status.layout, facts.optimizer, fidelity],
  );
  const columns = useMemo(() => rungColumns(trials, best, rule), [trials, best, rule]);
  if (columns.length === 0) {
    return (
      <EmptyState title="No rungs">
        {unit === null
          ? 'Its search space has no fidelity: each trial is evaluated once, in full.'
          : 'Its trials stand here by their rung, once an optimizer with rungs has begun some.'}
      </EmptyState>
    );
  }
  return (
    <div className={classes.page}>
      <div className={classes.top}>
        <p className={classes.legend}>
          <span data-best>path of the best trial</span>
          <span>promoted</span>
          {rule !== null && <span data-would-go-on>would be promoted now</span>}
          <span className="text3">
            In each rung: by loss, those that were promoted, the best that were not, and what is under way.
          </span>
        </p>
        <ExportMenu
          name={`${facts.name}-rungs`}
          csv={() => rungsCsv(trials)}
          drawing={() => rungsDrawing(lines.current, columns, unit)}
        />
      </div>
      <Scroller label="Rungs" className={classes.scroll}>
        <div className={classes.columns} style={{ gap: RUNG_SIZES.gap }}>
          {columns.map((column) => (
            <Column key={column.rung} column={column} unit={unit} runKey={runKey} />
          ))}
          <Lines ref={lines} columns={columns} />
        </div>
      </Scroller>
    </div>
  );
}
