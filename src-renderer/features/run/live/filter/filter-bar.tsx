import { IconArrowBackUp, IconFilter, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { readQuery } from '#core/analysis/query/read-query.ts';
import { useActions } from '#renderer/actions/use-actions.ts';
import { ActionButton } from '#renderer/components/buttons/action-button.tsx';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Icon } from '#renderer/components/text/icon.tsx';
import { count, counted } from '#renderer/format/numbers.ts';
import { action } from '#renderer/stores/action.ts';
import { useSelection, useStores } from '#renderer/stores/stores.ts';
import { useRunOnScreen } from '../run-context.ts';
import classes from './filter-bar.module.css';
import { type Filter, filtersOf } from './filter-words.ts';
import { useShownTrials } from './shown-trials.tsx';

const NOTHING_BACK = 'Nothing was changed yet.';

/** What can be done with the view of a run, wherever one is in it. */
function useViewActions() {
  const { runKey } = useRunOnScreen();
  const store = useStores().selections.of(runKey);
  const canUndo = useSelection(runKey, ({ history }) => history.past.length > 0);
  const canRedo = useSelection(runKey, ({ history }) => history.future.length > 0);
  const isFiltered = useSelection(runKey, ({ selection }) => filtersOf(selection).length > 0);
  const actions = useMemo(() => {
    const group = 'View of the run';
    return {
      undo: action({
        id: `undo-view:${runKey}`,
        name: 'Undo view',
        group,
        icon: IconArrowBackUp,
        shortcut: 'u',
        hint: 'filters, brushes, columns, time',
        unavailable: canUndo ? null : NOTHING_BACK,
        run: store.undo,
      }),
      redo: action({
        id: `redo-view:${runKey}`,
        name: 'Redo view',
        group,
        icon: IconArrowBackUp,
        shortcut: 'shift+u',
        unavailable: canRedo ? null : 'Nothing was taken back.',
        run: store.redo,
      }),
      clear: action({
        id: `clear-filters:${runKey}`,
        name: 'Clear filters',
        short: 'Clear',
        group,
        icon: IconX,
        unavailable: isFiltered ? null : 'Nothing filters.',
        run: store.clear,
      }),
    };
  }, [runKey, store, canUndo, canRedo, isFiltered]);
  useActions(
    'run-view',
    useMemo(() => Object.values(actions), [actions]),
  );
  return actions;
}

type FilterItemProps = {
  readonly filter: Filter;
  /** Why it filters nothing; null where it does. */
  readonly problem: string | null;
  readonly onRemove: () => void;
};

function FilterItem({ filter, problem, onRemove }: FilterItemProps) {
  return (
    <li className={classes.filter} data-bad={problem !== null || undefined}>
      <span className="ellipsis" title={problem ?? filter.words}>
        {filter.words}
      </span>
      {problem !== null && <b>cannot be read, filters nothing</b>}
      <Button
        size="small"
        variant="ghost"
        icon={IconX}
        label={`Remove filter ${filter.words}`}
        onClick={onRemove}
      />
    </li>
  );
}

/** Which trials every chart and the table show where not all of them, what each filter is, and how to be rid of it. */
export function FilterBar() {
  const { runKey } = useRunOnScreen();
  const { shown, known, fields } = useShownTrials();
  const store = useStores().selections.of(runKey);
  const selection = useSelection(runKey, (state) => state.selection);
  const actions = useViewActions();
  const filters = filtersOf(selection);
  const query = useMemo(() => readQuery(selection.where, fields), [selection.where, fields]);
  const problem = query.kind === 'problem' ? query.problem.message : null;
  if (filters.length === 0) {
    return null;
  }
  return (
    <section className={classes.bar} aria-label="Filters">
      <Icon of={IconFilter} small />
      <span className={classes.count} aria-live="polite">
        {count(shown.length)} of {counted(known.length, 'trial')}
      </span>
      <ul className={classes.filters}>
        {filters.map((filter) => (
          <FilterItem
            key={filter.id}
            filter={filter}
            problem={filter.id === 'where' ? problem : null}
            onRemove={() => store.change(filter.without)}
          />
        ))}
      </ul>
      <ActionButton action={actions.undo} size="small" variant="ghost" />
      <ActionButton action={actions.clear} size="small" variant="ghost" withIcon={false} />
    </section>
  );
}
