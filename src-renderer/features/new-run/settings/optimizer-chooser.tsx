import { useId } from 'react';
import type { OptimizerOffer } from '#core/contract/optimizers/optimizers.ts';
import { Message } from '#renderer/components/text/message.tsx';
import { Offer, Offers } from '../fields/offers.tsx';

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
  return (
    <Offers label="Optimizer" onClose={onClose}>
      {[AUTOMATIC, ...offers.map(rowOf)].map(({ name, title, about, isRefused }) => (
        <Offer
          key={name}
          group={group}
          name={title}
          about={<Message>{about}</Message>}
          isChosen={name === now}
          isRefused={isRefused}
          onChoose={() => onChoose(name)}
        />
      ))}
    </Offers>
  );
}
