import { IconFilter } from '@tabler/icons-react';
import { useId, useRef } from 'react';
import type { Completions } from '#core/analysis/query/complete-query.ts';
import type { TrialFields } from '#core/analysis/query/fields.ts';
import type { QueryProblem } from '#core/analysis/query/syntax.ts';
import { Field } from '#renderer/components/inputs/field.tsx';
import { Icon } from '#renderer/components/text/icon.tsx';
import classes from './query-field.module.css';
import { useCompletions } from './use-completions.ts';
import { useTypedQuery } from './use-typed-query.ts';

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
