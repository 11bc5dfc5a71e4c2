import { Tooltip } from '@mantine/core';
import type { IconProps } from '@tabler/icons-react';
import { type ComponentPropsWithRef, type ComponentType, type ReactNode, useId } from 'react';
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

/** The one button. An icon alone needs a `label`, which is then its tip too. */
export function Button({
  children,
  variant = 'default',
  size = 'medium',
  icon,
  label,
  unavailable = null,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const iconOnly = children === undefined || children === null;
  const button = (
    <button
      type="button"
      {...rest}
      className={[classes.button, className].filter(Boolean).join(' ')}
      data-variant={variant}
      data-size={size}
      data-icon-only={iconOnly || undefined}
      aria-label={label}
      aria-disabled={unavailable ? true : undefined}
      aria-describedby={unavailable ? reasonId : rest['aria-describedby']}
      onClick={unavailable ? (event) => event.preventDefault() : onClick}
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
  const tip = unavailable ?? (iconOnly || label ? label : null);
  return tip ? (
    <Tooltip label={tip} multiline={tip.length > 50}>
      {button}
    </Tooltip>
  ) : (
    button
  );
}
