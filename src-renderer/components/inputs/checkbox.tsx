import classes from './checkbox.module.css';

type CheckboxProps = {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly checked: boolean;
  /** Some of several, not all. */
  readonly mixed?: boolean;
  /** It can't be chosen, or not yet. */
  readonly disabled?: boolean;
  /** False where the keyboard reaches it in another way, as in the rows of a grid. */
  readonly inTabOrder?: boolean;
  /** Left out where what is around it hears of the press. */
  readonly onChange?: (checked: boolean) => void;
};

export function Checkbox({
  label,
  hideLabel = false,
  checked,
  mixed = false,
  disabled = false,
  inTabOrder = true,
  onChange,
}: CheckboxProps) {
  return (
    <label className={classes.wrap}>
      <input
        type="checkbox"
        className={classes.box}
        checked={checked}
        disabled={disabled}
        tabIndex={inTabOrder ? undefined : -1}
        ref={(box) => {
          if (box) {
            box.indeterminate = mixed;
          }
        }}
        aria-label={hideLabel ? label : undefined}
        onChange={(event) => onChange?.(event.currentTarget.checked)}
      />
      {!hideLabel && label}
    </label>
  );
}
