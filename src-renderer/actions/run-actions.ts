import {
  IconClipboard,
  IconFolder,
  IconHandStop,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlayerTrackNext,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { APP_ACTIONS } from '#core/contract/api/desktop.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { counted } from '../format/numbers.ts';
import { refusalOf } from '../host/refusal.ts';
import { type Action, action } from '../stores/action.ts';
import { readOnlyReason } from '../stores/read-only.ts';
import type { Stores } from '../stores/stores.ts';
import { type RunSubject, refusalsOf } from './run-refusals.ts';

function stopHint(status: RunStatus | null, words: string): string | null {
  const evaluating = status?.counts.evaluating ?? 0;
  return evaluating === 0 ? null : `${counted(evaluating, 'trial')} ${words}`;
}

/**
 * Everything that can be done with a run, with the reason where it can't be done now. The same list feeds the run's
 * header, its row, the palette and the shortcuts.
 */
export function runActions(subject: RunSubject, stores: Stores): Record<RunActionId, Action> {
  const { key, name, status } = subject;
  const { client } = stores.connection;
  const why = refusalsOf(subject, readOnlyReason(stores));
  const act = (title: string, call: () => Promise<unknown>) => () => {
    call().catch((error: unknown) => {
      stores.notifications.notify({
        tone: 'failed',
        title: `${title} did not work: ${name}`,
        message: refusalOf(error).message,
        address: null,
      });
    });
  };
  return {
    'stop-finish-current': action({
      id: `stop-finish-current:${key}`,
      name: APP_ACTIONS['stop-finish-current'],
      short: 'Stop',
      group: name,
      icon: IconPlayerStop,
      shortcut: 's',
      hint: stopHint(status, 'finish first'),
      unavailable: why.stop,
      run: act('Stopping', () => client.run.stop({ key, now: false })),
    }),
    'stop-now': action({
      id: `stop-now:${key}`,
      name: APP_ACTIONS['stop-now'],
      group: name,
      icon: IconHandStop,
      shortcut: 'shift+s',
      hint: stopHint(status, 'go back to the queue'),
      unavailable: why.stopNow,
      danger: true,
      run: act('Stopping', () => client.run.stop({ key, now: true })),
    }),
    resume: action({
      id: `resume:${key}`,
      name: APP_ACTIONS.resume,
      group: name,
      icon: IconPlayerPlay,
      shortcut: 'r',
      unavailable: why.resume,
      run: () => stores.dialogs.open({ kind: 'resume', key }),
    }),
    'add-worker': action({
      id: `add-worker:${key}`,
      name: APP_ACTIONS['add-worker'],
      group: name,
      icon: IconPlus,
      shortcut: 'w',
      unavailable: why.add,
      run: () => stores.dialogs.open({ kind: 'add-worker', key }),
    }),
    'more-budget': action({
      id: `more-budget:${key}`,
      name: APP_ACTIONS['more-budget'],
      short: 'More budget…',
      group: name,
      icon: IconPlayerTrackNext,
      shortcut: 'b',
      unavailable: why.budget,
      run: () => stores.dialogs.open({ kind: 'more-budget', key, running: status?.state === 'running' }),
    }),
    'copy-path': action({
      id: `copy-path:${key}`,
      name: 'Copy path',
      group: name,
      icon: IconClipboard,
      run: act('Copying', () => navigator.clipboard.writeText(subject.root)),
    }),
    'show-files': action({
      id: `show-files:${key}`,
      name: 'Show files',
      group: name,
      icon: IconFolder,
      unavailable: stores.connection.desktop ? null : 'Only the desktop window can open a file manager.',
      run: act('Showing the files', async () => stores.connection.desktop?.revealInFolder(subject.root)),
    }),
    remove: action({
      id: `remove:${key}`,
      name: 'Remove from list',
      group: name,
      icon: IconTrash,
      hint: 'its files stay where they are',
      unavailable: why.remove,
      run: act('Removing', async () => {
        await client.home.remove({ key });
        stores.openRuns.close(key);
      }),
    }),
  };
}

export type RunActionId =
  | 'stop-finish-current'
  | 'stop-now'
  | 'resume'
  | 'add-worker'
  | 'more-budget'
  | 'copy-path'
  | 'show-files'
  | 'remove';
