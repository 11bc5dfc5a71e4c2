import { type ComponentPropsWithRef, type ReactNode, useId } from 'react';
import classes from './field.module.css';

type FieldProps = Omit<ComponentPropsWithRef<'input'>, 'size' | 'value' | 'onChange'> & {
  readonly label: string;
  /** Only for screen readers, where the place says what it is. */
  readonly hideLabel?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong with the value; null or absent where it is right. */
  readonly error?: string | null | undefined;
  readonly description?: ReactNode;
  readonly mono?: boolean;
  readonly size?: 'medium' | 'large';
  readonly icon?: ReactNode;
  readonly after?: ReactNode;
};

/** A field of text (or, with `type="number"`, of a number) with its label, what it is for and what is wrong with it. */
export function Field({
  label,
  hideLabel = false,
  value,
  onChange,
  error = null,
  description,
  mono = false,
  size = 'medium',
  icon,
  after,
  className,
  ...rest
}: FieldProps) {
  const id = useId();
  const about = [description ? `${id}-about` : null, error ? `${id}-error` : null].filter(Boolean).join(' ');
  return (
    <div className={[classes.field, className].filter(Boolean).join(' ')}>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : classes.label}>
        {label}
      </label>
      <div className={classes.line}>
        <div className={classes.box} data-size={size} data-bad={Boolean(error) || undefined}>
          {icon}
          <input
            {...rest}
            id={id}
            className={mono ? 'mono' : undefined}
            value={value}
            aria-invalid={error ? true : undefined}
            aria-describedby={about || undefined}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        </div>
        {after}
      </div>
      {description && (
        <p id={`${id}-about`} className={classes.about}>
          {description}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className={classes.error}>
          {error}
        </p>
      )}
    </div>
  );
}
