import { Popover } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronUp,
  IconColumns3,
  IconRefresh,
  IconTableExport,
} from '@tabler/icons-react';
import type { TrialFields } from '#core/analysis/query/fields.ts';
import type { Counts } from '#core/contract/run/status.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { FilterChip } from '#renderer/components/inputs/chip.tsx';
import { StateMark } from '#renderer/components/text/state-mark.tsx';
import { count, counted } from '#renderer/format/numbers.ts';
import { TRIAL_STATE_WORDS } from '#renderer/format/words.ts';
import type { RunSelection, SelectionStore } from '#renderer/stores/runs/run-selection.ts';
import { shownCounts } from '../header/collect.ts';
import { withStep, withToggled } from './columns/chosen-columns.ts';
import type { Column } from './columns/columns.ts';
import { QueryField } from './query/query-field.tsx';
import { toggled } from './table-state.ts';
import classes from './trials.module.css';

type ColumnsProps = {
  readonly columns: readonly Column[];
  readonly shown: readonly Column[];
  readonly onColumns: (columns: readonly string[] | null) => void;
};

function ColumnLine({ column, shown, columns, onColumns }: ColumnsProps & { column: Column }) {
  const { id, label } = column;
  const place = shown.findIndex((each) => each.id === id);
  const move = (step: 1 | -1) => onColumns(withStep(shown, id, step));
  return (
    <div className={classes.columnLine}>
      <Checkbox
        label={label}
        checked={place >= 0}
        onChange={() => onColumns(withToggled(columns, shown, id))}
      />
      <span className="grow" />
      <Button
        size="small"
        variant="ghost"
        icon={IconChevronUp}
        label={`Move ${label} to the left`}
        unavailable={place > 1 ? null : 'It stands first, or not at all.'}
        onClick={() => move(-1)}
      />
      <Button
        size="small"
        variant="ghost"
        icon={IconChevronDown}
        label={`Move ${label} to the right`}
        unavailable={place > 0 && place < shown.length - 1 ? null : 'It stands last, or not at all.'}
        onClick={() => move(1)}
      />
    </div>
  );
}

function Columns(props: ColumnsProps) {
  const { columns, shown, onColumns } = props;
  const hidden = columns.filter((column) => !shown.includes(column));
  return (
    <Popover position="bottom-end" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <Button icon={IconColumns3}>Columns</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <div className={classes.columnList}>
          {[...shown.slice(1), ...hidden].map((column) => (
            <ColumnLine key={column.id} column={column} {...props} />
          ))}
          <Button size="small" variant="ghost" onClick={() => onColumns(null)}>
            Default columns
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

type ToolbarProps = ColumnsProps & {
  readonly selection: RunSelection;
  readonly fields: TrialFields;
  readonly counts: Counts;
  readonly waiting: number;
  readonly moved: boolean;
  readonly onChange: SelectionStore['change'];
  readonly onShow: () => void;
  readonly onExport: () => void;
};

/** What is in the table: a query, states, columns, and the trials that wait to be shown. */
export function Toolbar(props: ToolbarProps) {
  const { selection, fields, counts, waiting, moved, onChange, onShow, onExport } = props;
  const { states, where } = selection;
  return (
    <div className={classes.tools}>
      <QueryField value={where} fields={fields} onChange={(query) => onChange({ where: query }, 'where')} />
      <div className={classes.chips}>
        {shownCounts(counts).map(({ state, count: many }) => (
          <FilterChip
            key={state}
            on={states.includes(state)}
            onClick={() => onChange({ states: toggled(states, state) })}
          >
            <StateMark state={state} />
            {TRIAL_STATE_WORDS[state]} <b>{count(many)}</b>
          </FilterChip>
        ))}
      </div>
      <span className="grow" />
      <span aria-live="polite">
        {(waiting > 0 || moved) && (
          <Button icon={IconRefresh} className={classes.waiting} onClick={onShow}>
            {waiting > 0 ? `${counted(waiting, 'new trial')}, show` : 'Order has changed, sort again'}
          </Button>
        )}
      </span>
      <Columns columns={props.columns} shown={props.shown} onColumns={props.onColumns} />
      <Button icon={IconTableExport} onClick={onExport}>
        Export CSV
      </Button>
    </div>
  );
}
