import { Popover } from '@mantine/core';
import { IconFilter, IconFilterFilled } from '@tabler/icons-react';
import { useState } from 'react';
import type { TrialField } from '#core/analysis/query/fields.ts';
import type { Brush } from '#core/analysis/query/selection.ts';
import { Button, type ButtonProps } from '#renderer/components/buttons/button.tsx';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { Field } from '#renderer/components/inputs/field.tsx';
import { toggled } from '../table-state.ts';
import classes from '../trials.module.css';
import gridClasses from './trial-grid.module.css';

type RangeFilterProps = {
  readonly label: string;
  /** The id of the column's name. */
  readonly describedBy: string;
  readonly field: TrialField;
  readonly brush: Brush | null;
  readonly onBrush: (brush: Brush | null) => void;
};

function endText(value: number): string {
  return Number.isFinite(value) ? String(value) : '';
}

/** The number that was typed; `open` where nothing was. Null for what is no number. */
function endOf(text: string, open: number): number | null {
  const number = text.trim() === '' ? open : Number(text);
  return Number.isNaN(number) ? null : number;
}

function Range({ field, brush, onBrush }: RangeFilterProps) {
  const range = brush?.kind === 'range' ? brush : null;
  const [from, setFrom] = useState(range ? endText(range.from) : '');
  const [to, setTo] = useState(range ? endText(range.to) : '');
  const change = (nextFrom: string, nextTo: string) => {
    setFrom(nextFrom);
    setTo(nextTo);
    const [low, high] = [endOf(nextFrom, Number.NEGATIVE_INFINITY), endOf(nextTo, Number.POSITIVE_INFINITY)];
    if (low !== null && high !== null) {
      const isOpen = low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY;
      onBrush(isOpen ? null : { kind: 'range', field: field.name, from: low, to: high });
    }
  };
  const error = (text: string) => (endOf(text, 0) === null ? 'A number, such as 0.01 or 1e-2' : null);
  return (
    <div className={classes.range}>
      <Field label="From" value={from} error={error(from)} onChange={(text) => change(text, to)} />
      <Field label="To" value={to} error={error(to)} onChange={(text) => change(from, text)} />
    </div>
  );
}

function Choices({ field, brush, onBrush }: RangeFilterProps) {
  const chosen = brush?.kind === 'values' ? brush.values : [];
  return (field.choices ?? []).map((choice) => (
    <Checkbox
      key={choice}
      label={choice}
      checked={chosen.includes(choice)}
      onChange={() => {
        const values = toggled(chosen, choice);
        onBrush(values.length === 0 ? null : { kind: 'values', field: field.name, values });
      }}
    />
  ));
}

/** Whether a column of this field can be filtered by a range or by its values. */
export function canBeFiltered({ kind, choices }: TrialField): boolean {
  return kind === 'number' || choices !== null;
}

type FunnelProps = Omit<ButtonProps, 'label' | 'icon'> & Pick<RangeFilterProps, 'brush' | 'describedBy'>;

function Funnel({ brush, describedBy, ...rest }: FunnelProps) {
  return (
    <Button
      {...rest}
      size="small"
      variant="ghost"
      icon={brush ? IconFilterFilled : IconFilter}
      label="Filter column"
      aria-describedby={describedBy}
      className={gridClasses.filterButton}
      data-on={brush !== null || undefined}
    />
  );
}

/** The button in a column's head that shows trials of a range, or of some values, alone. */
export function RangeFilter(props: RangeFilterProps) {
  const { label, describedBy, field, brush, onBrush } = props;
  // There can be a hundred of them: what opens is made when it is first asked for.
  const [isOpen, setOpen] = useState<boolean | null>(null);
  if (isOpen === null) {
    return (
      <Funnel
        brush={brush}
        describedBy={describedBy}
        aria-haspopup="dialog"
        aria-expanded={false}
        onClick={() => setOpen(true)}
      />
    );
  }
  return (
    <Popover position="bottom-start" withinPortal trapFocus returnFocus opened={isOpen} onChange={setOpen}>
      <Popover.Target>
        <Funnel brush={brush} describedBy={describedBy} onClick={() => setOpen(!isOpen)} />
      </Popover.Target>
      <Popover.Dropdown aria-label={`Filter by ${label}`}>
        <div className={classes.columnList}>
          {field.kind === 'number' ? <Range {...props} /> : <Choices {...props} />}
          <Button
            size="small"
            variant="ghost"
            unavailable={brush ? null : 'It does not filter.'}
            onClick={() => onBrush(null)}
          >
            Show all
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
