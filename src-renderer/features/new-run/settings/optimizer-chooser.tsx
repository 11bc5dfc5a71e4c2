import { type KeyboardEvent, useId } from 'react';
import type { OptimizerOffer } from '#core/contract/optimizers.ts';
import { Message } from '../../../components/message.tsx';
import classes from './settings.module.css';

type OptimizerChooserProps = {
  readonly offers: readonly OptimizerOffer[];
  /** As the text names it. */
  readonly chosen: string | null;
  readonly onChoose: (name: string) => void;
  readonly onClose: () => void;
};

type Row = {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly isRefused: boolean;
};

const AUTOMATIC: Row = {
  name: 'auto',
  title: 'Automatic',
  about: 'Chooses by the search space: by its fidelity, its priors, and their kinds.',
  isRefused: false,
};

function rowOf({ info, refusal }: OptimizerOffer): Row {
  return { name: info.name, title: info.title, about: refusal ?? info.summary, isRefused: refusal !== null };
}

/** All optimizers with a sentence each; those that can't use the space say why. */
export function OptimizerChooser({ offers, chosen, onChoose, onClose }: OptimizerChooserProps) {
  const group = useId();
  const known = offers.find(({ info, aliases }) => info.name === chosen || aliases.includes(chosen ?? ''));
  const now = known?.info.name ?? chosen;
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <div className={classes.chooser} role="radiogroup" aria-label="Optimizer" onKeyDown={press}>
      {[AUTOMATIC, ...offers.map(rowOf)].map(({ name, title, about, isRefused }) => (
        <label key={name} className={classes.offer} data-refused={isRefused || undefined}>
          <input
            type="radio"
            name={group}
            checked={name === now}
            disabled={isRefused}
            aria-label={title}
            aria-describedby={`${group}-${name}`}
            onChange={() => onChoose(name)}
          />
          <span className={classes.offerWords}>
            <span className={classes.offerName}>{title}</span>
            <span id={`${group}-${name}`} className={classes.offerAbout}>
              <Message>{about}</Message>
            </span>
          </span>
        </label>
      ))}
    </div>
  );
}
