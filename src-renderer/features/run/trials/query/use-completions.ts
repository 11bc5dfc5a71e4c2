import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { type Completions, completeQuery } from '#core/analysis/query/complete-query.ts';
import type { TrialFields } from '#core/analysis/query/fields.ts';

const NOTHING: Completions = { from: 0, to: 0, options: [] };

type CompletionsOptions = {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly typed: string;
  readonly fields: TrialFields;
  readonly onType: (text: string) => void;
  /** Enter without a chosen way to go on: the text is meant as it is. */
  readonly onSettle: () => void;
};

/** The text with an option in the place of what it completes, and where it goes on. */
function withOption(typed: string, { from, to, options }: Completions, index: number) {
  const option = options[index];
  if (!option) {
    return null;
  }
  const ends = option.text.endsWith('(') ? '' : ' ';
  const head = `${typed.slice(0, from)}${option.text}${ends}`;
  return { text: `${head}${typed.slice(to).trimStart()}`, caret: head.length };
}

/** Ways to go on with a query where the caret is: arrows choose one, Enter and Tab take it, Escape lets it be. */
export function useCompletions({ input, typed, fields, onType, onSettle }: CompletionsOptions) {
  const [completions, setCompletions] = useState<Completions>(NOTHING);
  const [active, setActive] = useState(-1);
  /** Where the text goes on after a completion, until it is there. */
  const caret = useRef<number | null>(null);
  const count = completions.options.length;
  // Together with the text: what is typed a moment later belongs there.
  useLayoutEffect(() => {
    if (caret.current !== null) {
      input.current?.setSelectionRange(caret.current, caret.current);
      caret.current = null;
    }
  });
  const complete = (text: string, place: number) => {
    setCompletions(completeQuery(text, place, fields));
    setActive(-1);
  };
  const close = () => setCompletions(NOTHING);
  const take = (index: number) => {
    const next = withOption(typed, completions, index);
    if (next) {
      onType(next.text);
      complete(next.text, next.caret);
      caret.current = next.caret;
    }
    return next !== null;
  };
  /** Each tells whether the key was meant for the completions. */
  const keys: Readonly<Record<string, () => boolean>> = {
    ArrowDown: () => {
      if (count > 0) {
        setActive((active + 1) % count);
      } else {
        complete(typed, input.current?.selectionStart ?? typed.length);
      }
      return true;
    },
    ArrowUp: () => {
      setActive((active <= 0 ? count : active) - 1);
      return count > 0;
    },
    Enter: () => {
      if (active < 0) {
        close();
        onSettle();
      } else {
        take(active);
      }
      return true;
    },
    Tab: () => active >= 0 && take(active),
    Escape: () => {
      close();
      return count > 0;
    },
  };
  const pressed = (event: KeyboardEvent) => {
    if (keys[event.key]?.()) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  return { completions, active, complete, close, take, pressed };
}
