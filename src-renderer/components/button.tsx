import { Tooltip } from '@mantine/core';
import type { IconProps } from '@tabler/icons-react';
import {
  type ComponentPropsWithRef,
  type ComponentType,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  useId,
} from 'react';
import classes from './button.module.css';
import { Icon } from './icon.tsx';

export type ButtonProps = Omit<ComponentPropsWithRef<'button'>, 'children' | 'disabled'> & {
  readonly children?: ReactNode;
  readonly variant?: 'default' | 'primary' | 'ghost' | 'danger' | 'danger-filled';
  /** 24, 28 and 34 pixels high: in rows and cards, elsewhere, in dialogs. */
  readonly size?: 'small' | 'medium' | 'large';
  readonly icon?: ComponentType<IconProps> | undefined;
  /** The accessible name where the visible word is a short form of it, or where there is only an icon. */
  readonly label?: string | undefined;
  /**
   * Why it can't be pressed now: it stays reachable, so that the reason can be read. Null where it can.
   */
  readonly unavailable?: string | null | undefined;
};

type TipProps = {
  /** Null for none at present, undefined for none ever. */
  readonly words: string | null | undefined;
  readonly children: ReactElement;
};

/**
 * What stands beside the pointer: why not, or the full name where the word is short or there is none. A button that can
 * become unavailable stays the same element, so that it keeps the focus.
 */
function Tip({ words, children }: TipProps) {
  return words === undefined ? (
    children
  ) : (
    <Tooltip label={words} disabled={!words} multiline={(words?.length ?? 0) > 50}>
      {children}
    </Tooltip>
  );
}

/** The one button. An icon alone needs a `label`, which is then its tip too. */
export function Button(props: ButtonProps) {
  const { children, variant = 'default', size = 'medium', icon, label, unavailable, ...rest } = props;
  const reasonId = useId();
  const iconOnly = children === undefined || children === null;
  const refused = unavailable
    ? {
        'aria-disabled': true,
        'aria-describedby': reasonId,
        onClick: (event: MouseEvent) => event.preventDefault(),
      }
    : {};
  return (
    <Tip words={unavailable ?? label ?? unavailable}>
      <button
        type="button"
        {...rest}
        {...(label === undefined ? {} : { 'aria-label': label })}
        {...refused}
        className={[classes.button, rest.className].filter(Boolean).join(' ')}
        data-variant={variant}
        data-size={size}
        data-icon-only={iconOnly || undefined}
      >
        {icon && <Icon of={icon} small={size === 'small' && !iconOnly} />}
        {children}
        {unavailable && (
          <span id={reasonId} hidden>
            {unavailable}
          </span>
        )}
      </button>
    </Tip>
  );
}
