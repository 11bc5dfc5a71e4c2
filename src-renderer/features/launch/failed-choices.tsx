import { useId } from 'react';
import { RadioCard } from '#renderer/components/inputs/radio-card.tsx';
import { counted } from '../../format/numbers.ts';

/** What becomes of failed trials when a run that halted on an error goes on. */
export type FailedChoice = 'keep' | 'requeue';

type FailedChoicesProps = {
  readonly count: number;
  readonly choice: FailedChoice;
  readonly onChoose: (choice: FailedChoice) => void;
};

/** Asks what becomes of the failed trials of a run that halted on an error. */
export function FailedChoices({ count, choice, onChoose }: FailedChoicesProps) {
  const name = useId();
  const one = count === 1;
  return (
    <fieldset aria-label="Failed trials">
      <RadioCard
        name={name}
        label={`Keep ${counted(count, 'failed trial')}`}
        description={`${one ? 'It stays' : 'They stay'} as ${one ? 'it is' : 'they are'} and ${one ? 'counts' : 'count'} as evaluated.`}
        checked={choice === 'keep'}
        onChoose={() => onChoose('keep')}
      />
      <RadioCard
        name={name}
        label={`Evaluate ${one ? 'it' : 'them'} again`}
        description="Choose this once the cause is fixed. Trials that you stopped stay as they are."
        checked={choice === 'requeue'}
        onChoose={() => onChoose('requeue')}
      />
    </fieldset>
  );
}
