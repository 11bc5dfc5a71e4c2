// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by hand cannot be those of a <table>.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys of its active row.
import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { memo, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import type { Trial } from '#core/contract/run/trial.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { useFromNow } from '#renderer/components/hooks/use-now.ts';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { TrialStateTag } from '#renderer/components/text/state-mark.tsx';
import { absolute, ago } from '#renderer/format/times.ts';
import type { Column } from '../columns/columns.ts';
import type { ColumnWindow } from '../columns/use-column-window.ts';
import classes from './trial-grid.module.css';

type TrialRowProps = {
  readonly trial: Trial;
  readonly id: string;
  /** Its place among all rows, the head being the first. */
  readonly rowIndex: number;
  readonly top: number;
  readonly columns: readonly Column[];
  /** Which of them are drawn. */
  readonly shown: ColumnWindow;
  readonly isBest: boolean;
  readonly isOpen: boolean;
  readonly isActive: boolean;
  readonly isChecked: boolean;
  readonly onOpen: (trial: string) => void;
  readonly onCheck: (trial: string) => void;
  readonly onStar: ((trial: string) => void) | null;
};

/** As `RelativeTime`, without a tip of its own: many rows come and go while a table scrolls. */
function Ended({ at }: { at: string }) {
  const words = useFromNow((now) => ago(at, now));
  return (
    <time dateTime={at} title={absolute(at)}>
      {words}
    </time>
  );
}

function Star({ name, isOn, onStar }: { name: string; isOn: boolean; onStar: (trial: string) => void }) {
  return (
    <Button
      size="small"
      variant="ghost"
      icon={isOn ? IconStarFilled : IconStar}
      label={isOn ? `Take the star of trial ${name} away` : `Star trial ${name}`}
      className={classes.star}
      data-on={isOn || undefined}
      // The grid has a key for it.
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        onStar(name);
      }}
    />
  );
}

function isLoss({ id }: Column): boolean {
  return id === 'loss' || id.startsWith('loss.');
}

function content(
  column: Column,
  { trial, isBest, onStar }: Pick<TrialRowProps, 'trial' | 'isBest' | 'onStar'>,
): ReactNode {
  switch (column.id) {
    case 'star':
      return onStar === null ? (
        column.textOf(trial)
      ) : (
        <Star name={trial.trial} isOn={column.textOf(trial) !== ''} onStar={onStar} />
      );
    case 'state':
      return (
        <>
          <TrialStateTag state={trial.state} plain />
          {isBest && <b className={classes.bestWord}>best</b>}
        </>
      );
    case 'ended':
      return trial.ended_at && <Ended at={trial.ended_at} />;
    default:
      return column.textOf(trial) || (isLoss(column) ? <span className="text3">none</span> : '');
  }
}

/** The whole value where the cell shows less of it. */
function tipOf(column: Column, trial: Trial): string | undefined {
  if (column.id === 'ended' || column.id === 'state' || column.id === 'star') {
    return undefined;
  }
  const full = column.fullOf(trial);
  return full === column.textOf(trial) && full.length < 16 ? undefined : full;
}

/** A row that is filled anew keeps no focus in it: a key would then act on another trial than the one that was pressed. */
function useFocusOfOneTrial(trial: string) {
  const row = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it happens when the row shows another trial.
  useLayoutEffect(() => {
    if (row.current?.contains(document.activeElement)) {
      row.current.closest<HTMLElement>('[role=grid]')?.focus({ preventScroll: true });
    }
  }, [trial]);
  return row;
}

/** One trial; drawn again only when something of it changes. */
export const TrialRow = memo(function TrialRow(props: TrialRowProps) {
  const { trial, id, rowIndex, top, columns, shown, isBest, isOpen, isActive, isChecked, onOpen, onCheck } =
    props;
  const row = useFocusOfOneTrial(trial.trial);
  // Only the row below the pointer has tips: as the table scrolls, each that changes would style its cell anew.
  const [hasTips, setHasTips] = useState(false);
  return (
    <div
      ref={row}
      id={id}
      className={classes.row}
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={isOpen}
      data-best={isBest || undefined}
      data-active={isActive || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onOpen(trial.trial)}
      onPointerEnter={() => setHasTips(true)}
      onPointerLeave={() => setHasTips(false)}
    >
      <div role="gridcell" className={classes.check} onClick={(event) => event.stopPropagation()}>
        <Checkbox
          label={`Select trial ${trial.trial}`}
          hideLabel
          inTabOrder={false}
          checked={isChecked}
          onChange={() => onCheck(trial.trial)}
        />
      </div>
      {[0, ...Array.from({ length: shown.to - shown.from }, (_, index) => shown.from + index)].map(
        (index) => {
          const column = columns[index];
          return column ? (
            <div
              key={column.id}
              role="gridcell"
              className={classes.cell}
              data-column={column.id}
              data-right={column.right || undefined}
              aria-colindex={index + 2}
              style={{ gridColumn: index + 2 }}
              title={hasTips ? tipOf(column, trial) : undefined}
            >
              {content(column, props)}
            </div>
          ) : null;
        },
      )}
    </div>
  );
});
