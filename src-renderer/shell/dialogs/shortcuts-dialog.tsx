import { useMemo } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Dialog } from '#renderer/components/surfaces/dialog.tsx';
import { KeyHint } from '#renderer/components/text/key-hint.tsx';
import type { Action } from '#renderer/stores/action.ts';
import { offered } from '#renderer/stores/action-store.ts';
import { useStores } from '#renderer/stores/stores.ts';
import classes from './shortcuts-dialog.module.css';

type Row = { readonly name: string; readonly shortcut: string };

/** What works without being an action: the keys of what has the focus. */
const ALWAYS: ReadonlyMap<string, readonly Row[]> = new Map([
  [
    'Tables and dialogs',
    [
      { name: 'Close a dialog and change nothing', shortcut: 'Esc' },
      { name: 'Next or previous row of a table', shortcut: 'ArrowDown' },
      { name: 'Open the row', shortcut: 'Enter' },
    ],
  ],
  [
    'Charts',
    [
      { name: 'Next or previous place', shortcut: 'ArrowRight' },
      { name: 'Open the trial', shortcut: 'Enter' },
      { name: 'Zoom in', shortcut: '+' },
      { name: 'Zoom out', shortcut: '-' },
      { name: 'Show all', shortcut: '0' },
    ],
  ],
]);

function byGroup(actions: readonly Action[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, readonly Row[]>();
  for (const { group, name, shortcut } of actions) {
    if (shortcut) {
      groups.set(group, [...(groups.get(group) ?? []), { name, shortcut }]);
    }
  }
  return new Map([...groups, ...ALWAYS]);
}

function Group({ name, rows }: { name: string; rows: readonly Row[] }) {
  return (
    <section className={classes.group} aria-label={name}>
      <h2>{name}</h2>
      <dl>
        {rows.map((row) => (
          <div key={row.name}>
            <dt>{row.name}</dt>
            <dd>
              <KeyHint shortcut={row.shortcut} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Every shortcut of what is on screen now. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const actions = useStore(useStores().actions);
  const groups = useMemo(() => [...byGroup(offered(actions))], [actions]);
  return (
    <Dialog
      title="Keyboard shortcuts"
      onClose={onClose}
      onSubmit={onClose}
      foot="Everything else is reached with Tab; the palette knows every action by name."
      actions={
        <Button size="large" variant="primary" type="submit" data-autofocus>
          Close
        </Button>
      }
    >
      <div className={classes.groups}>
        {groups.map(([name, rows]) => (
          <Group key={name} name={name} rows={rows} />
        ))}
      </div>
    </Dialog>
  );
}
