import { type ComponentProps, type KeyboardEvent, useState } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../../stores/stores.ts';
import classes from './fields.module.css';

type TypedTextRules = {
  /** What the text says. */
  readonly value: string;
  readonly onType?: (text: string) => void;
  /** Once the field is left, with null where nothing was typed in it; what is kept stays in the field. */
  readonly onLeave: (typed: string | null) => 'kept' | 'taken';
  /** Escape takes back what was typed, to what stood there before. */
  readonly onTakeBack?: (before: string) => void;
};

type TypedText = {
  /** Null where the field shows what the text says. */
  readonly typed: string | null;
  readonly input: ComponentProps<'input'>;
};

/** What is typed stands in its field as it is typed, until the field is left or the whole document has become another. */
export function useTypedText({ value, onType, onLeave, onTakeBack }: TypedTextRules): TypedText {
  const { draft } = useStores();
  const turn = useStore(draft, (state) => state.turn);
  const [kept, setKept] = useState<{ text: string; before: string; turn: number } | null>(null);
  const typed = kept?.turn === turn ? kept : null;
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && typed !== null) {
      event.stopPropagation();
      setKept(null);
      onTakeBack?.(typed.before);
    } else if (event.key === 'Enter') {
      event.currentTarget.blur();
    }
  };
  return {
    typed: typed?.text ?? null,
    input: {
      type: 'text',
      className: classes.input,
      value: typed?.text ?? value,
      spellCheck: false,
      autoComplete: 'off',
      onChange: ({ currentTarget: { value: text } }) => {
        setKept({ text, before: typed?.before ?? value, turn });
        onType?.(text);
      },
      onKeyDown: press,
      onBlur: () => {
        if (onLeave(typed?.text ?? null) === 'taken') {
          setKept(null);
        }
      },
    },
  };
}
