import { IconGitBranch } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import type { SpaceChange } from '#core/analysis/insight/space-change.ts';
import { attempt } from '#renderer/actions/attempt.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { given } from '#renderer/format/numbers.ts';
import { addresses } from '#renderer/routing/addresses.ts';
import { useReadOnlyReason } from '#renderer/stores/read-only.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useRunOnScreen } from '../run-context.ts';
import { branchWith } from './branch-with.ts';

function changeWords(change: SpaceChange): string {
  return change.kind === 'bound'
    ? `${change.parameter} ${change.bound === 'lower' ? 'from' : 'up to'} ${given(Number(change.value.toPrecision(4)))}`
    : `${change.parameter} ${change.choices.map(String).join(', ')}`;
}

/** Leads to the New run screen with a branch of this run, its space changed; nothing is started yet. */
export function BranchButton({ change }: { change: SpaceChange }) {
  const stores = useStores();
  const { runKey } = useRunOnScreen();
  const [, navigate] = useLocation();
  const readOnly = useReadOnlyReason();
  return (
    <Button
      size="small"
      unavailable={readOnly}
      icon={IconGitBranch}
      onClick={() =>
        attempt(stores, 'Branching', async () => {
          await branchWith(stores, runKey, change);
          navigate(addresses.newRun);
        })
      }
    >
      {`Branch with ${changeWords(change)}`}
    </Button>
  );
}
