import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { Completions } from '#core/analysis/query/complete-query.ts';
import type { TrialFields } from '#core/analysis/query/fields.ts';
import { readQuery } from '#core/analysis/query/read-query.ts';
import type { QueryProblem } from '#core/analysis/query/syntax.ts';
import { Field } from '#renderer/components/inputs/field.tsx';
import { Icon } from '#renderer/components/text/icon.tsx';
import classes from './query-field.module.css';
import { useCompletions } from './use-completions.ts';

/** A query that is not finished is no mistake yet. */
const PATIENCE_MILLISECONDS = 900;

type TypedQueryOptions = {
  /** The query that filters at the moment. */
  readonly value: string;
  readonly fields: TrialFields;
  readonly onChange: (query: string) => void;
};

function problemOf(text: string, fields: TrialFields): QueryProblem | null {
  const read = readQuery(text, fields);
  return read.kind === 'problem' ? read.problem : null;
}

/** What was typed, what is wrong with it once typing rests, and the query as far as it could be read. */
function useTypedQuery({ value, fields, onChange }: TypedQueryOptions) {
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

type QueryFieldProps = {
  readonly value: string;
  readonly fields: TrialFields;
  readonly onChange: (query: string) => void;
};

/** The problem in words, with its place. */
function problemWords({ from, message }: QueryProblem): string {
  return `Column ${from + 1}: ${message}`;
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
  const { typed, type, settle, problem } = useTypedQuery(props);
  const input = useRef<HTMLInputElement>(null);
  const { completions, active, complete, close, take, pressed } = useCompletions({
    input,
    typed,
    fields: props.fields,
    onType: type,
    onSettle: settle,
  });
  const listId = useId();
  const isOpen = completions.options.length > 0;
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
