import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { TrialFields } from '#core/analysis/query/fields.ts';
import { readQuery } from '#core/analysis/query/read-query.ts';
import type { QueryProblem } from '#core/analysis/query/syntax.ts';

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
export function useTypedQuery({ value, fields, onChange }: TypedQueryOptions) {
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
