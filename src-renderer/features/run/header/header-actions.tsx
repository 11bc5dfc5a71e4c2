import { useMediaQuery } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { RunFacts } from '#core/contract/run/run-view.ts';
import type { RunState, RunStatus } from '#core/contract/run/status.ts';
import { enqueueAction } from '#renderer/actions/enqueue-action.ts';
import { type RunActionId, runActions } from '#renderer/actions/run-actions.ts';
import { useActions } from '#renderer/actions/use-actions.ts';
import { ActionButton } from '#renderer/components/buttons/action-button.tsx';
import { ActionMenu } from '#renderer/components/buttons/action-menu.tsx';
import { Button } from '#renderer/components/buttons/button.tsx';
import type { Action } from '#renderer/stores/action.ts';
import { useStores } from '#renderer/stores/stores.ts';
import classes from './header.module.css';

/** Buttons in the header by state, the likeliest first. */
const BUTTONS = {
  running: ['stop-finish-current', 'stop-now', 'add-worker', 'more-budget'],
  stalled: ['resume', 'more-budget'],
  stopped: ['resume', 'more-budget'],
  failed: ['resume', 'more-budget'],
  empty: ['resume', 'more-budget'],
  finished: ['more-budget'],
  unknown: ['stop-finish-current', 'stop-now', 'add-worker'],
} as const satisfies Record<RunState, readonly RunActionId[]>;

/** In a narrow window so many stay buttons; the others fold into More. */
const NARROW_BUTTONS = 2;

type Chosen = { readonly buttons: readonly Action[]; readonly menu: readonly Action[] };

/** Which of a run's actions are buttons, and which stand behind More. */
export function chooseActions(all: Record<RunActionId, Action>, state: RunState, narrow: boolean): Chosen {
  const ids: readonly RunActionId[] = BUTTONS[state];
  const shown = new Set(ids.slice(0, narrow ? NARROW_BUTTONS : undefined));
  const entries = Object.entries(all) as [RunActionId, Action][];
  return {
    buttons: ids.filter((id) => shown.has(id)).map((id) => all[id]),
    menu: entries.filter(([id]) => !shown.has(id)).map(([, action]) => action),
  };
}

/** The one that is drawn in ink: what a run that stands still most likely needs. */
function isPrimary(id: string, state: RunState): boolean {
  const name = id.split(':', 1)[0];
  return name === 'resume' || (name === 'more-budget' && state === 'finished');
}

/** What can be done with the run now. */
export function HeaderActions({ facts, status }: { facts: RunFacts; status: RunStatus }) {
  const stores = useStores();
  const narrow = useMediaQuery('(width < 1200px)', undefined, { getInitialValueInEffect: false });
  const { key, name, root, read_only_because: readOnlyBecause } = facts;
  const all = useMemo(
    () => runActions({ key, name, root, status, readOnlyBecause }, stores),
    [key, name, root, status, readOnlyBecause, stores],
  );
  const enqueue = useMemo(() => enqueueAction(facts, status, stores), [facts, status, stores]);
  useActions(
    'run',
    useMemo(() => [...Object.values(all), enqueue], [all, enqueue]),
  );
  const { buttons, menu } = chooseActions(all, status.state, narrow);
  return (
    <div className={classes.acts}>
      {buttons.map((each) => (
        <ActionButton
          key={each.id}
          action={each}
          short={narrow}
          {...(isPrimary(each.id, status.state) ? { variant: 'primary' as const } : {})}
        />
      ))}
      <ActionMenu
        label="More"
        actions={[enqueue, ...menu]}
        showShortcuts
        target={
          <Button icon={IconDots} variant={narrow ? 'default' : 'ghost'} label="More">
            {narrow ? 'More' : null}
          </Button>
        }
      />
    </div>
  );
}
