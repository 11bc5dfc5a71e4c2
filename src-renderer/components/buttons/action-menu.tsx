import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Action } from '#renderer/stores/action.ts';
import { Icon } from '../text/icon.tsx';
import { KeyHint } from '../text/key-hint.tsx';
import { tip } from '../tips/tip.ts';
import { Button } from './button.tsx';
import { PopUpMenu } from './pop-up-menu.tsx';

type ActionMenuProps = {
  /** The accessible name of the button that opens it. */
  readonly label: string;
  readonly actions: readonly Action[];
  /** Another button than the three dots. */
  readonly target?: ReactElement;
  readonly showShortcuts?: boolean;
};

function Item({ action, showShortcuts }: { action: Action; showShortcuts: boolean }) {
  return (
    <Menu.Item
      leftSection={<Icon of={action.icon} small />}
      rightSection={showShortcuts && action.shortcut ? <KeyHint shortcut={action.shortcut} /> : null}
      {...(action.unavailable ? { 'aria-disabled': true, 'data-disabled': true } : {})}
      {...(action.danger ? { 'data-danger': true } : {})}
      closeMenuOnClick={!action.unavailable}
      {...(action.unavailable ? {} : { onClick: action.run })}
      {...tip(action.unavailable, 'left')}
    >
      {action.name}
    </Menu.Item>
  );
}

/** Actions behind a button; those that can't be done now stay in their place and say why. */
export function ActionMenu({ label, actions, target, showShortcuts = false }: ActionMenuProps) {
  return (
    <PopUpMenu target={target ?? <Button variant="ghost" size="small" icon={IconDots} label={label} />}>
      {actions.map((action) => (
        <Item key={action.id} action={action} showShortcuts={showShortcuts} />
      ))}
    </PopUpMenu>
  );
}
