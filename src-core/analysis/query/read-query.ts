import { compileQuery, type TrialTest } from './compile-query.ts';
import type { TrialFields } from './fields.ts';
import { parseQuery } from './parse-query.ts';
import { QueryError, type QueryProblem } from './syntax.ts';

/** A query that was understood, or what is wrong with it. */
export type ReadQuery =
  /** Null where it asks for nothing. */
  | { readonly kind: 'query'; readonly test: TrialTest | null }
  | { readonly kind: 'problem'; readonly problem: QueryProblem };

/** Reads a query about trials with these fields. Columns of a problem count from 0, as offsets into the text. */
export function readQuery(text: string, fields: TrialFields): ReadQuery {
  try {
    const node = parseQuery(text);
    return { kind: 'query', test: node === null ? null : compileQuery(node, fields) };
  } catch (error) {
    if (error instanceof QueryError) {
      return { kind: 'problem', problem: error.problem };
    }
    throw error;
  }
}
