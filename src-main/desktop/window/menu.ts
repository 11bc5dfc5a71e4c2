import { Menu, type MenuItemConstructorOptions } from 'electron';
import { APP_ACTIONS, type AppAction, RUN_ACTIONS } from '#core/contract/api/desktop.ts';

/**
 * The application menu: the system's own items and the app's actions under the names that they have everywhere. It
 * knows no action itself, it tells the page which one was chosen.
 */
export function createMenu(options: {
  readonly platform: NodeJS.Platform;
  readonly choose: (action: AppAction) => void;
}): Menu {
  const { platform, choose } = options;
  const mac = platform === 'darwin';
  const action = (id: AppAction, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label: APP_ACTIONS[id],
    enabled: !isRunAction(id),
    click: () => choose(id),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  /** The page listens to these keys itself; the menu only shows them. */
  const shown = (id: AppAction, accelerator: string): MenuItemConstructorOptions => ({
    ...action(id, accelerator),
    registerAccelerator: false,
  });
  return Menu.buildFromTemplate([
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        action('new-run', 'CmdOrCtrl+N'),
        { type: 'separator' },
        action('open-directory', 'CmdOrCtrl+O'),
        action('open-yaml', 'CmdOrCtrl+Shift+O'),
        action('watch-folder'),
        action('start-example'),
        { type: 'separator' },
        shown('save', 'CmdOrCtrl+S'),
        shown('save-as', 'CmdOrCtrl+Shift+S'),
        { type: 'separator' },
        { role: mac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'Run',
      submenu: [
        action('resume'),
        action('stop-finish-current'),
        action('stop-now'),
        { type: 'separator' },
        action('add-worker'),
        action('more-budget'),
      ],
    },
    {
      label: 'View',
      submenu: [
        action('runs'),
        shown('command-palette', 'CmdOrCtrl+K'),
        { type: 'separator' },
        { role: 'reload' },
        { role: 'toggleDevTools' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [action('shortcuts')] },
  ]);
}

function isRunAction(id: AppAction): boolean {
  return (RUN_ACTIONS as readonly AppAction[]).includes(id);
}

/** Greys the actions of runs that the page does not offer just now. */
export function offerRunActions(menu: Menu, offered: readonly AppAction[]): void {
  for (const id of RUN_ACTIONS) {
    const item = menu.getMenuItemById(id);
    if (item) {
      item.enabled = offered.includes(id);
    }
  }
}
