import { type KeyboardEvent, useState } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../../stores/stores.ts';
import classes from './fields.module.css';

type TypedFieldProps = {
  readonly label: string;
  /** What the text says. */
  readonly value: string;
  readonly placeholder?: string;
  readonly isWrong?: boolean;
  readonly isReadOnly?: boolean;
  /** Whether what is typed so far may already be written: `1e-` may not. */
  readonly isComplete?: (typed: string) => boolean;
  readonly onType: (typed: string) => void;
  /** Once the field is left with nothing in it. */
  readonly onEmpty?: () => void;
};

type Typed = { readonly text: string; readonly before: string; readonly turn: number };

/**
 * A field of the document: what is typed is in its text at once, as soon as it is something; the rest when the field is
 * left. Escape takes back what was typed in it.
 */
export function TypedField(props: TypedFieldProps) {
  const { label, value, placeholder, isWrong = false, isReadOnly = false, onType, onEmpty } = props;
  const { isComplete = () => true } = props;
  const { draft } = useStores();
  const turn = useStore(draft, (state) => state.turn);
  const [kept, setKept] = useState<Typed | null>(null);
  const typed = kept?.turn === turn ? kept : null;

  const type = (text: string) => {
    setKept({ text, before: typed?.before ?? value, turn });
    if (isComplete(text)) {
      onType(text);
    }
  };
  const leave = () => {
    if (typed !== null && !isComplete(typed.text)) {
      onType(typed.text);
    }
    if ((typed?.text ?? value) === '') {
      onEmpty?.();
    }
    setKept(null);
    draft.settle();
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && typed !== null) {
      event.stopPropagation();
      setKept(null);
      onType(typed.before);
    } else if (event.key === 'Enter') {
      event.currentTarget.blur();
    }
  };
  return (
    <input
      type="text"
      className={classes.input}
      aria-label={label}
      aria-invalid={isWrong || undefined}
      value={typed?.text ?? value}
      placeholder={placeholder}
      readOnly={isReadOnly}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={press}
      onBlur={leave}
    />
  );
}
