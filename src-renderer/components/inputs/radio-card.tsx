import { type ReactNode, useId } from 'react';
import { Tag } from '../text/tag.tsx';
import radioClasses from './radio.module.css';
import classes from './radio-card.module.css';

type RadioCardProps = {
  readonly name: string;
  readonly label: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
  /** Why it can't be chosen; shown as a tag, with the details left to `children`. */
  readonly unavailable?: string | null;
  readonly description?: ReactNode;
  /** What belongs to the choice: consequences, fields. */
  readonly children?: ReactNode;
};

/** One choice of a dialog as a card. */
export function RadioCard({
  name,
  label,
  checked,
  onChoose,
  unavailable = null,
  description,
  children,
}: RadioCardProps) {
  const id = useId();
  return (
    <div
      className={classes.card}
      data-checked={checked || undefined}
      data-unavailable={Boolean(unavailable) || undefined}
    >
      <input
        type="radio"
        id={id}
        name={name}
        className={`${radioClasses.radio} ${classes.radio}`}
        checked={checked}
        disabled={Boolean(unavailable)}
        onChange={onChoose}
        {...(description ? { 'aria-describedby': `${id}-about` } : {})}
      />
      <div className={classes.body}>
        <div className="row">
          <label htmlFor={id} className={classes.label}>
            {label}
          </label>
          {unavailable && <Tag>{unavailable}</Tag>}
        </div>
        {description && (
          <p id={`${id}-about`} className={classes.about}>
            {description}
          </p>
        )}
        {children}
      </div>
    </div>
  );
}
