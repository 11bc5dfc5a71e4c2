import type { IconProps } from '@tabler/icons-react';
import type { ComponentType } from 'react';

/**
 * One thing a person can do. Its name is the same in menus, on buttons, in the palette and beside its shortcut; a
 * narrow place may show `short`, with the name as accessible name.
 */
export type Action = {
  readonly id: string;
  readonly name: string;
  readonly short: string | null;
  /** Heading in the palette: the run's name, or one of the general groups. */
  readonly group: string;
  readonly icon: ComponentType<IconProps>;
  /** As pressed: `mod+k`, `shift+s`, `?`. Null for none. */
  readonly shortcut: string | null;
  /** Another one that hands are used to; it is printed nowhere. */
  readonly otherShortcut: string | null;
  /** What it will do just now, in a few words; null for nothing to add. */
  readonly hint: string | null;
  /** Why it can't be done now; null where it can. */
  readonly unavailable: string | null;
  /** True for what can't be taken back: drawn in the colour of failure. */
  readonly danger: boolean;
  readonly run: () => void;
};

type GivenAction = Pick<Action, 'id' | 'name' | 'group' | 'icon' | 'run'> & Partial<Action>;

/** An action with what is left out filled in. */
export function action(given: GivenAction): Action {
  return {
    short: null,
    shortcut: null,
    otherShortcut: null,
    hint: null,
    unavailable: null,
    danger: false,
    ...given,
  };
}
