import { IconPlaylistAdd } from '@tabler/icons-react';
import type { RunFacts } from '#core/contract/run/run-view.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { type Action, action } from '../stores/action.ts';
import { readOnlyReason } from '../stores/read-only.ts';
import type { Stores } from '../stores/stores.ts';

/** A configuration of one's own for a run whose space is known. */
export function enqueueAction(facts: RunFacts, status: RunStatus, stores: Stores): Action {
  const { key, name, space, read_only_because } = facts;
  const closed = read_only_because ?? readOnlyReason(stores);
  return action({
    id: `enqueue:${key}`,
    name: 'Enqueue a configuration…',
    group: name,
    icon: IconPlaylistAdd,
    unavailable: closed ?? (space === null ? 'The search space is not known.' : null),
    run: () =>
      stores.dialogs.open({
        kind: 'enqueue',
        key,
        name,
        space: space ?? [],
        best: status.best?.config ?? null,
      }),
  });
}
