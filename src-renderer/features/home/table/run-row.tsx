import { type KeyboardEvent, type MouseEvent, memo } from 'react';
import { Link, useLocation } from 'wouter';
import { formatNumber } from '#core/analysis/words/format.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { ProgressBar } from '#renderer/components/marks/progress-bar.tsx';
import { Sparkline } from '#renderer/components/marks/sparkline.tsx';
import { Numeric } from '#renderer/components/text/numeric.tsx';
import { PathText } from '#renderer/components/text/path-text.tsx';
import { RelativeTime } from '#renderer/components/text/relative-time.tsx';
import { RunStateTag, StateMark } from '#renderer/components/text/state-mark.tsx';
import { count, counted, given } from '#renderer/format/numbers.ts';
import { addresses } from '#renderer/routing/addresses.ts';
import type { HomeRow } from '../collect.ts';
import { RowActions } from './row-actions.tsx';
import classes from './run-table.module.css';

function StateCell({ row }: { row: HomeRow }) {
  return (
    <td className={classes.state}>
      {row.state === 'unreadable' ? (
        <span className="row text2">
          <StateMark state="unreadable" />
          Unreadable
        </span>
      ) : (
        <RunStateTag state={row.state} />
      )}
      {row.detail && (
        <div className={classes.detail} title={row.detail}>
          {row.detail}
        </div>
      )}
    </td>
  );
}

type RunRowProps = {
  readonly row: HomeRow;
  readonly selected: boolean;
  readonly tabIndex: number;
  /** The same functions for all rows, so that a row is drawn again only where it has changed. */
  readonly onFocus: (key: string) => void;
  readonly onToggle: (key: string) => void;
  /** Its place in the whole table, from 1, the head being the first row; null where all rows are drawn. */
  readonly place: number | null;
};

function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, label') !== null;
}

/** One run: the row opens it, its controls act on it. */
export const RunRow = memo(function RunRow(props: RunRowProps) {
  const { row, selected, tabIndex, place } = props;
  const [, navigate] = useLocation();
  const onToggle = () => props.onToggle(row.key);
  const open = () => navigate(addresses.run(row.key));
  const clicked = (event: MouseEvent) => {
    if (!isControl(event.target)) {
      open();
    }
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) {
      return;
    }
    if (event.key === 'Enter') {
      open();
    } else if (event.key === ' ') {
      event.preventDefault();
      onToggle();
    }
  };
  return (
    <tr
      className={classes.row}
      data-key={row.key}
      aria-selected={selected}
      tabIndex={tabIndex}
      onClick={clicked}
      onKeyDown={pressed}
      onFocus={() => props.onFocus(row.key)}
      aria-rowindex={place ?? undefined}
    >
      <td className={classes.check}>
        <Checkbox label={`Select ${row.name}`} hideLabel checked={selected} onChange={onToggle} />
      </td>
      <td className={classes.name}>
        <Link href={addresses.run(row.key)} className={classes.link}>
          {row.name}
        </Link>
        <PathText path={row.root} />
      </td>
      <StateCell row={row} />
      <EvaluationsCell row={row} />
      <td className={classes.right}>
        {row.best === null ? (
          <span className="text3">none</span>
        ) : (
          <Numeric value={row.best} className={classes.best} />
        )}
      </td>
      <td className={classes.trajectory}>
        <Sparkline points={row.run.trajectory} label={`Best loss of ${row.name} over its evaluations`} />
      </td>
      <td className={classes.workers}>
        <b className="strong">{row.workersAlive}</b>
        {row.workersAbout && <div className="text3 small">{row.workersAbout}</div>}
      </td>
      <td className={classes.optimizer} title={row.optimizer ?? undefined}>
        {row.optimizer ?? 'unknown'}
      </td>
      <td className={classes.changed}>{row.changedAt && <RelativeTime at={row.changedAt} />}</td>
      <td className={classes.actions}>
        <RowActions row={row} />
      </td>
    </tr>
  );
});

function costWords({ budget }: RunStatus): string | null {
  const { spent, total } = budget.cost;
  if (spent === 0 && total === null) {
    return null;
  }
  const words = total === null ? formatNumber(spent) : `${formatNumber(spent)} of ${given(total)}`;
  return `cost ${words}`;
}

/** Progress against the budget, in numbers and as a bar. */
function EvaluationsCell({ row }: { row: HomeRow }) {
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
