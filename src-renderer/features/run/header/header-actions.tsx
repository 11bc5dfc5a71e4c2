import { useMediaQuery } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { RunFacts } from '#core/contract/run/run-view.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { enqueueAction } from '#renderer/actions/enqueue-action.ts';
import { runActions } from '#renderer/actions/run-actions.ts';
import { useActions } from '#renderer/actions/use-actions.ts';
import { ActionButton } from '#renderer/components/buttons/action-button.tsx';
import { ActionMenu } from '#renderer/components/buttons/action-menu.tsx';
import { Button } from '#renderer/components/buttons/button.tsx';
import { useStores } from '#renderer/stores/stores.ts';
import { chooseActions, isPrimary } from './choose-actions.ts';
import classes from './header.module.css';

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
