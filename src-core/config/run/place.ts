/**
 * Where something stands in a document. `line` and `column` start at 1; `file` is null for a text without a file, and
 * `--set KEY` for a value that the command line gave.
 */
export type Place = {
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
};
