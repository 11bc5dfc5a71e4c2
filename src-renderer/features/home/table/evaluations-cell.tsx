import { formatNumber } from '#core/analysis/words/format.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { ProgressBar } from '#renderer/components/marks/progress-bar.tsx';
import { count, counted, given } from '#renderer/format/numbers.ts';
import type { HomeRow } from '../collect.ts';
import classes from './run-table.module.css';

function costWords({ budget }: RunStatus): string | null {
  const { spent, total } = budget.cost;
  if (spent === 0 && total === null) {
    return null;
  }
  const words = total === null ? formatNumber(spent) : `${formatNumber(spent)} of ${given(total)}`;
  return `cost ${words}`;
}

/** Progress against the budget, in numbers and as a bar. */
export function EvaluationsCell({ row }: { row: HomeRow }) {
  const { status } = row.run;
  if (!status) {
    return <td className={classes.evaluations} />;
  }
  const { completed, total } = status.budget.evaluations;
  const cost = costWords(status);
  return (
    <td className={classes.evaluations}>
      <div className={classes.numbers}>
        {total === null ? (
          <>
            <b>{count(completed)}</b>
            <span className="text3 small">{completed === 1 ? 'trial' : 'trials'}</span>
          </>
        ) : (
          <b>
            {count(completed)} / {count(total)}
          </b>
        )}
        {cost && (
          <span className={classes.cost} title={status.cost_unit ?? undefined}>
            {cost}
          </span>
        )}
      </div>
      <div className={classes.bar} title={`${counted(status.counts.evaluating, 'trial')} evaluating`}>
        <ProgressBar
          label="Evaluations"
          completed={completed}
          evaluating={status.counts.evaluating}
          stale={status.counts.stale}
          total={total}
        />
      </div>
    </td>
  );
}
