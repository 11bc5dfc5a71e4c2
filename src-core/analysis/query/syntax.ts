/** A part of a query's text: offsets of its first character and of what follows its last one. */
export type Span = { readonly from: number; readonly to: number };

/** What is wrong with a query, and where. */
export type QueryProblem = Span & { readonly message: string };

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | '~';

/** A name or a value as it was written. Which of the two it is shows its place in the query. */
export type Operand = Span & {
  readonly kind: 'word' | 'quoted' | 'number';
  /** Without quotes. */
  readonly text: string;
  /** NaN where it is no number. */
  readonly number: number;
  /** `min` in `5min`; null without one. */
  readonly unit: string | null;
};

/** A query as a tree. */
export type QueryNode =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly QueryNode[] }
  | { readonly kind: 'not'; readonly part: QueryNode }
  | {
      readonly kind: 'compare';
      readonly name: Operand;
      readonly operator: Comparison;
      readonly operatorAt: Span;
      readonly value: Operand;
    }
  | { readonly kind: 'in'; readonly name: Operand; readonly values: readonly Operand[] }
  | { readonly kind: 'has'; readonly name: Operand }
  /** A word by itself: a mark such as `star`, or what stands anywhere in the row. */
  | { readonly kind: 'word'; readonly word: Operand };

/** Ends the reading of a query; caught where a query is read, never further up. */
export class QueryError extends Error {
  readonly problem: QueryProblem;

  constructor(message: string, { from, to }: Span) {
    super(message);
    this.problem = { message, from, to };
  }
}
