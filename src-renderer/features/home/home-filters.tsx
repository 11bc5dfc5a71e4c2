import { FilterChip } from '#renderer/components/inputs/chip.tsx';
import { FilterField } from '#renderer/components/inputs/filter-field.tsx';
import { RUN_SHAPES, StateMark } from '#renderer/components/text/state-mark.tsx';
import { RUN_STATE_WORDS } from '../../format/words.ts';
import type { HomeRow } from './collect.ts';
import classes from './home.module.css';
import { countStates } from './model.ts';

type HomeFiltersProps = {
  readonly rows: readonly HomeRow[];
  readonly state: string | null;
  readonly text: string;
  readonly onChange: (change: Readonly<Record<string, string | null>>) => void;
};

export function HomeFilters({ rows, state, text, onChange }: HomeFiltersProps) {
  return (
    <>
      <FilterField
        className={classes.filterText}
        label="Filter by name or path"
        value={text}
        onChange={(value) => onChange({ text: value })}
      />
      <FilterChip on={state === null} onClick={() => onChange({ state: null })}>
        All <b>{rows.length}</b>
      </FilterChip>
      {countStates(rows).map((each) => (
        <FilterChip
          key={each.state}
          on={state === each.state}
          onClick={() => onChange({ state: state === each.state ? null : each.state })}
        >
          <StateMark state={each.state === 'unreadable' ? 'unreadable' : RUN_SHAPES[each.state]} />
          {each.state === 'unreadable' ? 'Unreadable' : RUN_STATE_WORDS[each.state]} <b>{each.count}</b>
        </FilterChip>
      ))}
      <span className="grow" />
    </>
  );
}
