import { describe, expect, it, vi } from 'vitest';
import { APP_ACTIONS, type AppAction } from '#core/contract/api/desktop.ts';
import { createMenu } from '#main/desktop/window/menu.ts';
import { menuWords, type StandInMenu } from '#test/support/electron-stand-in/menu.ts';

vi.mock('electron', async () => ({
  Menu: (await import('#test/support/electron-stand-in/menu.ts')).StandInMenu,
}));

function menuOf(platform: NodeJS.Platform, choose: (action: AppAction) => void = () => {}): StandInMenu {
  return createMenu({ platform, choose }) as unknown as StandInMenu;
}

describe('the menu of the desktop app', () => {
  it('has the app’s own menu on macOS, where closing a window does not quit', () => {
    const words = menuWords(menuOf('darwin'));
    expect(words[0]).toBe('appMenu');
    expect((words[1] as string[]).at(-1)).toBe('close');
  });

  it.each(['linux', 'win32'] as const)('quits from the file menu on %s', (platform) => {
    expect((menuWords(menuOf(platform))[0] as string[]).at(-1)).toBe('quit');
  });

  it('has every action of the contract, each telling its own name', () => {
    const chosen: AppAction[] = [];
    const menu = menuOf('linux', (action) => chosen.push(action));
    for (const id of Object.keys(APP_ACTIONS)) {
      menu.getMenuItemById(id)?.click();
    }
    expect(chosen).toEqual(Object.keys(APP_ACTIONS));
  });
});
