import { Popover } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconColumns3, IconFilter, IconRefresh, IconTableExport } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Counts } from '#core/contract/status.ts';
import { Button } from '#renderer/components/button.tsx';
import { Checkbox } from '#renderer/components/checkbox.tsx';
import { FilterChip } from '#renderer/components/chip.tsx';
import { Field } from '#renderer/components/field.tsx';
import { Icon } from '#renderer/components/icon.tsx';
import { StateMark } from '#renderer/components/state-mark.tsx';
import { count, counted } from '#renderer/format/numbers.ts';
import { TRIAL_STATE_WORDS } from '#renderer/format/words.ts';
import { useQuery } from '#renderer/routing/use-query.ts';
import { shownCounts } from '../header/collect.ts';
import type { Column } from './columns.ts';
import { type TableState, toggled } from './table-state.ts';
import classes from './trials.module.css';

/** While somebody types, the address waits. */
const TYPING_MILLISECONDS = 120;

function TextFilter({ text }: { text: string }) {
  const [, setQuery] = useQuery();
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  const search = useDebouncedCallback(
    (words: string) => setQuery({ text: words || null }),
    TYPING_MILLISECONDS,
  );
  return (
    <Field
      label="Filter trials"
      hideLabel
      type="search"
      placeholder="Filter: any words of a row"
      className={classes.filter}
      icon={<Icon of={IconFilter} small />}
      value={typed}
      onChange={(words) => {
        setTyped(words);
        search(words);
      }}
    />
  );
}

function Columns({ columns, shown }: { columns: readonly Column[]; shown: readonly Column[] }) {
  const [query, setQuery] = useQuery();
  const ids = new Set(shown.map(({ id }) => id));
  const switched = new Set((query.get('columns') ?? '').split(',').filter(Boolean));
  return (
    <Popover position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <Button icon={IconColumns3}>Columns</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <div className={classes.columnList}>
          {columns
            .filter(({ id }) => id !== 'trial')
            .map(({ id, label }) => (
              <Checkbox
                key={id}
                label={label}
                checked={ids.has(id)}
                onChange={() => setQuery({ columns: toggled(switched, id) })}
              />
            ))}
          <Button size="small" variant="ghost" onClick={() => setQuery({ columns: null })}>
            Default columns
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

type ToolbarProps = {
  readonly state: TableState;
  readonly counts: Counts;
  readonly columns: readonly Column[];
  readonly shown: readonly Column[];
  readonly waiting: number;
  readonly moved: boolean;
  readonly onShow: () => void;
  readonly onExport: () => void;
};

/** What is in the table: words, states, columns, and the trials that wait to be shown. */
export function Toolbar({ state, counts, columns, shown, waiting, moved, onShow, onExport }: ToolbarProps) {
  const [, setQuery] = useQuery();
  return (
    <div className={classes.tools}>
      <TextFilter text={state.text} />
      <div className={classes.chips}>
        {shownCounts(counts).map((entry) => (
          <FilterChip
            key={entry.state}
            on={state.states.has(entry.state)}
            onClick={() => setQuery({ state: toggled(state.states, entry.state) })}
          >
            <StateMark state={entry.state} />
            {TRIAL_STATE_WORDS[entry.state]} <b>{count(entry.count)}</b>
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
      <Columns columns={columns} shown={shown} />
      <Button icon={IconTableExport} onClick={onExport}>
        Export CSV
      </Button>
    </div>
  );
}
