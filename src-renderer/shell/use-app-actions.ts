import { useMantineColorScheme } from '@mantine/core';
import {
  IconDeviceDesktop,
  IconEye,
  IconFileCode,
  IconFolderOpen,
  IconGitCompare,
  IconKeyboard,
  IconLayoutList,
  IconMoon,
  IconPlayerPlay,
  IconPlus,
  IconSearch,
  IconSettings,
  IconSun,
} from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { useLocation } from 'wouter';
import { APP_ACTIONS, RUN_ACTIONS } from '#core/contract/api/desktop.ts';
import { useActions } from '../actions/use-actions.ts';
import { askForPath } from '../features/open/open-flows.ts';
import { startExample } from '../features/open/start-example.ts';
import { addresses } from '../routing/addresses.ts';
import { type Action, action } from '../stores/action.ts';
import { useReadOnlyReason } from '../stores/read-only.ts';
import { type Stores, useStores } from '../stores/stores.ts';

type Go = (to: string) => void;

function appActions(stores: Stores, go: Go, readOnly: string | null): Action[] {
  const { dialogs } = stores;
  const app = (id: keyof typeof APP_ACTIONS, rest: Pick<Action, 'icon' | 'run'> & Partial<Action>) =>
    action({ id, name: APP_ACTIONS[id], group: 'Everywhere', ...rest });
  return [
    app('runs', { icon: IconLayoutList, shortcut: 'h', run: () => go(addresses.runs) }),
    app('new-run', {
      icon: IconPlus,
      shortcut: 'n',
      unavailable: readOnly,
      run: () => go(addresses.newRun),
    }),
    app('open-directory', {
      icon: IconFolderOpen,
      shortcut: 'o',
      unavailable: readOnly,
      run: () => void askForPath('open-directory', { stores, go }),
    }),
    app('open-yaml', {
      icon: IconFileCode,
      shortcut: 'y',
      unavailable: readOnly,
      run: () => void askForPath('open-yaml', { stores, go }),
    }),
    app('start-example', {
      icon: IconPlayerPlay,
      unavailable: readOnly,
      run: () => void startExampleAloud(stores, go),
    }),
    app('watch-folder', {
      icon: IconEye,
      unavailable: readOnly,
      run: () => void askForPath('watch-folder', { stores, go }),
    }),
    action({
      id: 'compare',
      name: 'Compare',
      group: 'Everywhere',
      icon: IconGitCompare,
      shortcut: 'c',
      run: () => go(addresses.compare),
    }),
    action({
      id: 'settings',
      name: 'Settings',
      group: 'Everywhere',
      icon: IconSettings,
      run: () => go(addresses.settings),
    }),
    app('shortcuts', {
      icon: IconKeyboard,
      group: 'Help',
      shortcut: '?',
      run: () => dialogs.open({ kind: 'shortcuts' }),
    }),
    app('command-palette', {
      icon: IconSearch,
      group: 'Help',
      shortcut: 'mod+k',
      run: () => dialogs.open({ kind: 'palette' }),
    }),
  ];
}

/** From a menu or the palette there is no place beside the button for a refusal. */
async function startExampleAloud(stores: Stores, go: Go): Promise<void> {
  const refusal = await startExample({ stores, go });
  if (refusal) {
    stores.notifications.notify({
      tone: 'failed',
      title: 'The example did not start',
      message: refusal.message,
      address: null,
    });
  }
}

function themeActions(set: (scheme: 'light' | 'dark' | 'auto') => void): Action[] {
  const theme = (id: string, name: string, icon: Action['icon'], scheme: 'light' | 'dark' | 'auto') =>
    action({ id, name, group: 'Appearance', icon, run: () => set(scheme) });
  return [
    theme('theme-light', 'Light', IconSun, 'light'),
    theme('theme-dark', 'Dark', IconMoon, 'dark'),
    theme('theme-auto', 'Follow the system', IconDeviceDesktop, 'auto'),
  ];
}

/** Offers what can be done everywhere, and passes on what is chosen in the desktop window's menu. */
export function useAppActions(): void {
  const stores = useStores();
  const [, navigate] = useLocation();
  const { setColorScheme } = useMantineColorScheme();
  const readOnly = useReadOnlyReason();
  const actions = useMemo(
    () => [...appActions(stores, navigate, readOnly), ...themeActions(setColorScheme)],
    [stores, navigate, setColorScheme, readOnly],
  );
  useActions('app', actions);
  useDesktopMenu();
}

/** The menu passes on what was chosen in it, and greys the actions of runs that no screen offers just now. */
function useDesktopMenu(): void {
  const { connection, actions } = useStores();
  useEffect(() => {
    const { desktop } = connection;
    const runnable = (id: string) =>
      [...actions.getState().sources.values()]
        .flat()
        .find((known) => (known.id === id || known.id.startsWith(`${id}:`)) && !known.unavailable);
    const offer = () => desktop?.offerRunActions(RUN_ACTIONS.filter((id) => runnable(id)));
    offer();
    const stopOffering = actions.subscribe(offer);
    const stopHearing = desktop?.onAction((id) => runnable(id)?.run());
    return () => {
      stopOffering();
      stopHearing?.();
    };
  }, [connection, actions]);
}
