import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { useFocusReturn } from '#renderer/components/hooks/use-focus-return.ts';
import radioClasses from '../../../components/inputs/radio.module.css';
import classes from './offers.module.css';

type OffersProps = {
  readonly label: string;
  /** Esc, which goes no further. */
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** What can be chosen, in the place where it is chosen. */
export function Offers({ label, onClose, children }: OffersProps) {
  useFocusReturn();
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <div className={classes.chooser} onKeyDown={press} role="radiogroup" aria-label={label}>
      {children}
    </div>
  );
}

export type OfferProps = {
  /** The same for all that exclude each other. */
  readonly group: string;
  /** Tells it from the others for who hears it. */
  readonly name: string;
  /** What stands in sight, beside what `about` says. */
  readonly title?: string;
  readonly about: ReactNode;
  readonly isChosen: boolean;
  /** It can't be chosen: `about` says why. */
  readonly isRefused?: boolean;
  readonly onChoose: () => void;
};

/** One of them, with a sentence. */
export function Offer({
  group,
  name,
  title = name,
  about,
  isChosen,
  isRefused = false,
  onChoose,
}: OfferProps) {
  const id = useId();
  return (
    <label className={classes.offer} data-refused={isRefused || undefined}>
      <input
        type="radio"
        className={radioClasses.radio}
        name={group}
        checked={isChosen}
        disabled={isRefused}
        aria-label={name}
        aria-describedby={id}
        onChange={onChoose}
      />
      <span className={classes.words}>
        <span className={classes.title}>{title}</span>
        <span id={id} className={classes.about}>
          {about}
        </span>
      </span>
    </label>
  );
}
