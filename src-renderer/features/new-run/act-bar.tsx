import { IconFileCode, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { useStore } from 'zustand';
import { APP_ACTIONS } from '#core/contract/api/desktop.ts';
import { ActionButton } from '#renderer/components/buttons/action-button.tsx';
import { Button } from '#renderer/components/buttons/button.tsx';
import { PathText } from '#renderer/components/text/path-text.tsx';
import { useActions } from '../../actions/use-actions.ts';
import { baseName } from '../../format/paths.ts';
import { action } from '../../stores/action.ts';
import { useStores } from '../../stores/stores.ts';
import { askForPath } from '../open/open-flows.ts';
import { CHECKING, startRefusal, warningsOf } from './check/start-state.ts';
import type { Check } from './check/use-check.ts';
import { useSteps } from './document/use-steps.ts';
import { FileState } from './documents/save/file-state.tsx';
import { useSaveActions } from './documents/save/use-save-actions.ts';
import classes from './new-run.module.css';
import { TemplateMenu } from './templates/template-menu.tsx';

/** What the run will be called and where it goes, and the way to start it. */
export function ActBar({ check }: { check: Check }) {
  const stores = useStores();
  const { draft, dialogs } = stores;
  const { text } = useStore(draft);
  const [, go] = useLocation();
  const root = check.report?.root ?? null;
  const problems = check.report?.problems;
  const request = useMemo(
    () => ({ kind: 'start' as const, root, warnings: warningsOf(problems ?? []) }),
    [root, problems],
  );
  const blocked = startRefusal(text, check);
  // What an earlier text lacked says nothing of this one.
  const isChecking = blocked !== null && check.pending;
  const [isWanted, setWanted] = useState(false);
  useEffect(() => {
    if (isWanted && !isChecking) {
      setWanted(false);
      if (blocked === null) {
        dialogs.open(request);
      }
    }
  }, [isWanted, isChecking, blocked, dialogs, request]);
  const actions = useMemo(
    () => [
      action({
        id: 'start',
        name: 'Start…',
        group: 'New run',
        icon: IconPlayerPlay,
        shortcut: 'mod+Enter',
        // Asked for right after a change, it waits for the check.
        unavailable: isChecking ? null : blocked,
        run: () => (isChecking ? setWanted(true) : dialogs.open(request)),
      }),
    ],
    [blocked, isChecking, dialogs, request],
  );
  useActions('new-run', actions);
  const steps = useSteps();
  const [save] = useSaveActions();
  return (
    <div className={classes.act}>
      <h1 className="ellipsis">{(root && baseName(root)) || 'New run'}</h1>
      {root && (
        <div className={classes.root}>
          <PathText path={root} />
        </div>
      )}
      <FileState />
      <span className="grow" />
      {[save, ...steps].map((step) => (
        <ActionButton key={step.id} action={step} variant="ghost" />
      ))}
      <TemplateMenu />
      <Button icon={IconFileCode} onClick={() => void askForPath('open-yaml', { stores, go })}>
        {APP_ACTIONS['open-yaml']}
      </Button>
      {blocked && text.trim() !== '' && (
        <span className={classes.blocked} data-waiting={blocked === CHECKING || undefined} role="status">
          {blocked}
        </span>
      )}
      <Button variant="primary" unavailable={blocked} onClick={() => dialogs.open(request)}>
        Start…
      </Button>
    </div>
  );
}
