import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { type Completions, completeQuery } from '#core/analysis/query/complete-query.ts';
import type { TrialFields } from '#core/analysis/query/fields.ts';
import { readQuery } from '#core/analysis/query/read-query.ts';
import type { QueryProblem } from '#core/analysis/query/syntax.ts';
import { Field } from '#renderer/components/field.tsx';
import { Icon } from '#renderer/components/icon.tsx';
import classes from './query-field.module.css';

type QueryFieldProps = {
  readonly value: string;
  readonly fields: TrialFields;
  readonly onChange: (query: string) => void;
};

/** A query that is not finished is no mistake yet. */
const PATIENCE_MILLISECONDS = 900;
const NOTHING: Completions = { from: 0, to: 0, options: [] };

function problemOf(text: string, fields: TrialFields): QueryProblem | null {
  const read = readQuery(text, fields);
  return read.kind === 'problem' ? read.problem : null;
}

/** The problem in words, with its place. */
function problemWords({ from, message }: QueryProblem): string {
  return `Column ${from + 1}: ${message}`;
}

/** What was typed, what is wrong with it once typing rests, and the query as far as it could be read. */
function useTyped({ value, fields, onChange }: QueryFieldProps) {
  const [typed, setTyped] = useState(value);
  const [isResting, setResting] = useState(true);
  useEffect(() => setTyped(value), [value]);
  const rest = useDebouncedCallback(() => setResting(true), PATIENCE_MILLISECONDS);
  const type = (text: string) => {
    setTyped(text);
    setResting(false);
    // What is shown follows when it can; see ShownTrialsProvider.
    if (problemOf(text, fields) === null) {
      onChange(text);
    }
    rest();
  };
  return {
    typed,
    type,
    settle: () => setResting(true),
    problem: isResting ? problemOf(typed, fields) : null,
  };
}

function Options({
  id,
  completions,
  active,
  onTake,
}: {
  id: string;
  completions: Completions;
  active: number;
  onTake: (index: number) => void;
}) {
  return (
    <div id={id} role="listbox" aria-label="Ways to go on" className={classes.list}>
      {completions.options.map(({ text, about }, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field holds the focus and handles the keys.
        // biome-ignore lint/a11y/useFocusableInteractive: the field holds the focus and names the active option.
        <div
          key={text}
          id={`${id}-${index}`}
          role="option"
          className={classes.option}
          aria-selected={index === active}
          // The field must keep the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(index)}
        >
          <span className="mono">{text}</span>
          <span className="text3">{about}</span>
        </div>
      ))}
    </div>
  );
}

/** The query that filters the run's trials: completed while it is typed, with its first problem under it. */
export function QueryField(props: QueryFieldProps) {
  const { fields } = props;
  const { typed, type, settle, problem } = useTyped(props);
  const [completions, setCompletions] = useState<Completions>(NOTHING);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  /** Where the text goes on after a completion, until it is there. */
  const caret = useRef<number | null>(null);
  const listId = useId();
  const isOpen = completions.options.length > 0;

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
    const option = completions.options[index];
    if (!option) {
      return;
    }
    const ends = option.text.endsWith('(') ? '' : ' ';
    const head = `${typed.slice(0, completions.from)}${option.text}${ends}`;
    const text = `${head}${typed.slice(completions.to).trimStart()}`;
    type(text);
    complete(text, head.length);
    caret.current = head.length;
  };
  const keys: Readonly<Record<string, () => boolean>> = {
    ArrowDown: () => {
      if (isOpen) {
        setActive((active + 1) % completions.options.length);
      } else {
        complete(typed, input.current?.selectionStart ?? typed.length);
      }
      return true;
    },
    ArrowUp: () => {
      setActive((active <= 0 ? completions.options.length : active) - 1);
      return isOpen;
    },
    Enter: () => {
      if (active >= 0) {
        take(active);
      } else {
        close();
        settle();
      }
      return true;
    },
    Tab: () => {
      const chosen = active >= 0;
      if (chosen) {
        take(active);
      }
      return chosen;
    },
    Escape: () => {
      close();
      return isOpen;
    },
  };
  const pressed = (event: KeyboardEvent) => {
    if (keys[event.key]?.()) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  return (
    <div className={classes.field}>
      <Field
        ref={input}
        label="Filter trials"
        hideLabel
        mono={typed !== ''}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
        placeholder="Filter: loss < 0.2 and optimizer == adam"
        icon={<Icon of={IconFilter} small />}
        value={typed}
        error={problem && problemWords(problem)}
        onChange={(text) => {
          type(text);
          complete(text, input.current?.selectionStart ?? text.length);
        }}
        onKeyDown={pressed}
        onBlur={() => {
          close();
          settle();
        }}
      />
      {isOpen && <Options id={listId} completions={completions} active={active} onTake={take} />}
    </div>
  );
}
