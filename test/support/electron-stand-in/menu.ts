import type { Menu, MenuItem, MenuItemConstructorOptions } from 'electron';

type ItemSlice = Pick<MenuItem, 'id' | 'label' | 'enabled'> & {
  readonly role: string | null;
  readonly submenu: StandInMenu | null;
  readonly click: () => void;
};

let applicationMenu: StandInMenu | null = null;

/** A menu that is only data: the test reads it and chooses in it. */
export class StandInMenu {
  readonly items: readonly ItemSlice[];

  constructor(items: readonly ItemSlice[]) {
    this.items = items;
  }

  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): StandInMenu {
    return new StandInMenu(template.map(itemOf));
  }

  static setApplicationMenu(menu: StandInMenu | null): void {
    applicationMenu = menu;
  }

  static getApplicationMenu(): StandInMenu | null {
    return applicationMenu;
  }

  getMenuItemById(id: string): ItemSlice | null {
    for (const item of this.items) {
      const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
      if (found !== null) {
        return found;
      }
    }
    return null;
  }
}
StandInMenu satisfies Record<
  keyof Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu' | 'getApplicationMenu'>,
  unknown
>;

function itemOf(options: MenuItemConstructorOptions): ItemSlice {
  const { id = '', label = '', enabled = true, role = null, submenu, click } = options;
  return {
    id,
    label,
    enabled,
    role,
    submenu: Array.isArray(submenu) ? StandInMenu.buildFromTemplate(submenu) : null,
    click: () => click?.({} as never, undefined, {} as never),
  };
}

/** The menu as a test compares it: labels (or roles), greyed ones in brackets. */
export function menuWords(menu: StandInMenu): readonly unknown[] {
  return menu.items.map((item) => {
    const word = item.label || item.role || '-';
    const shown = item.enabled ? word : `(${word})`;
    return item.submenu === null ? shown : [shown, ...menuWords(item.submenu)];
  });
}
