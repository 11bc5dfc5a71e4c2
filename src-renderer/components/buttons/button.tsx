import type { IconProps } from '@tabler/icons-react';
import {
  type ComponentPropsWithRef,
  type ComponentType,
  type MouseEvent,
  type ReactNode,
  useId,
} from 'react';
import { Icon } from '../text/icon.tsx';
import { tip } from '../tips/tip.ts';
import classes from './button.module.css';

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

/**
 * The one button. Its tip says why it can't be pressed, or its full name where the word is short or there is only an
 * icon, which needs a `label`.
 */
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
    <button
      type="button"
      {...rest}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...refused}
      {...tip(unavailable ?? label)}
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
  );
}
