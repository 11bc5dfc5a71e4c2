import type { Action } from '#renderer/stores/action.ts';
import { Button, type ButtonProps } from './button.tsx';

type ActionButtonProps = Pick<ButtonProps, 'variant' | 'size'> & {
  readonly action: Action;
  /** Shows the short word; the accessible name stays the full one. */
  readonly short?: boolean;
  readonly withIcon?: boolean;
};

/** The button of an action: its name, its icon, its reason when it can't be pressed. */
export function ActionButton({
  action,
  variant,
  size = 'medium',
  short = false,
  withIcon = true,
}: ActionButtonProps) {
  const word = short ? (action.short ?? action.name) : action.name;
  return (
    <Button
      variant={variant ?? (action.danger ? 'danger' : 'default')}
      size={size}
      icon={withIcon ? action.icon : undefined}
      label={word === action.name ? undefined : action.name}
      unavailable={action.unavailable}
      onClick={action.run}
    >
      {word}
    </Button>
  );
}
