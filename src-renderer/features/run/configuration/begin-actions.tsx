import { IconGitBranch, IconTemplate } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { useActions } from '#renderer/actions/use-actions.ts';
import { beginBranchOf, beginWithRun } from '#renderer/features/new-run/documents/begin-with-run.ts';
import { refusalOf } from '#renderer/host/refusal.ts';
import { addresses } from '#renderer/routing/addresses.ts';
import { type Action, action } from '#renderer/stores/action.ts';
import { useReadOnlyReason } from '#renderer/stores/read-only.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useRunOnScreen } from '../live/run-context.ts';

/** Ways to begin another run with the one on screen: with its text, or with its text and its trials. */
export function useBeginActions(): readonly [template: Action, branch: Action] {
  const stores = useStores();
  const [, navigate] = useLocation();
  const { runKey, facts } = useRunOnScreen();
  const { name, space } = facts;
  const readOnly = useReadOnlyReason();
  return useMemo(() => {
    const begin = (beginning: typeof beginWithRun) => () =>
      void beginning(stores, runKey).then(
        () => navigate(addresses.newRun),
        (error: unknown) =>
          stores.notifications.notify({
            tone: 'failed',
            title: `${name} cannot be read`,
            message: refusalOf(error).message,
            address: null,
          }),
      );
    return [
      action({
        id: `template:${runKey}`,
        name: 'Use as template',
        group: name,
        icon: IconTemplate,
        unavailable: readOnly,
        run: begin(beginWithRun),
      }),
      action({
        id: `branch:${runKey}`,
        name: 'Branch',
        group: name,
        icon: IconGitBranch,
        unavailable: readOnly ?? (space === null ? 'Its search space can’t be read' : null),
        run: begin(beginBranchOf),
      }),
    ] as const;
  }, [stores, navigate, runKey, name, space, readOnly]);
}

/** Offers them to the palette, on whatever tab. */
export function BeginActions() {
  useActions('begin', useBeginActions());
  return null;
}
