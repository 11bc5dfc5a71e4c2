import { type KeyboardEvent, type MouseEvent, memo } from 'react';
import { Link, useLocation } from 'wouter';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { Sparkline } from '#renderer/components/marks/sparkline.tsx';
import { Numeric } from '#renderer/components/text/numeric.tsx';
import { PathText } from '#renderer/components/text/path-text.tsx';
import { RelativeTime } from '#renderer/components/text/relative-time.tsx';
import { RunStateTag, StateMark } from '#renderer/components/text/state-mark.tsx';
import { addresses } from '#renderer/routing/addresses.ts';
import type { HomeRow } from '../collect.ts';
import { EvaluationsCell } from './evaluations-cell.tsx';
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
        <Sparkline points={row.run.trajectory} label={`Best loss of ${row.name} as it went on`} />
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
