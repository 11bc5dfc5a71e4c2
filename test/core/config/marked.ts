import { parseRun } from '#core/config/run/parse-run.ts';
import type { ParsedRun } from '#core/config/run/parsed-run.ts';
import type { Problem } from '#core/contract/setup/problem.ts';

/** A YAML text in which `»` stands before each place that a finding must point at, in the order of the text. */
export type Marked = { readonly text: string; readonly places: readonly string[] };

export function marked(source: string): Marked {
  const places: string[] = [];
  const lines = source.split('\n').map((line, index) => {
    const pieces = line.split('»');
    let column = 1;
    for (const piece of pieces.slice(0, -1)) {
      column += piece.length;
      places.push(`${index + 1}:${column}`);
    }
    return pieces.join('');
  });
  return { text: lines.join('\n'), places };
}

/** A text that is valid but for what the test adds: a space (indented here) and further keys. */
export function runText(space: string, more = ''): string {
  const parameters = space.replace(/^/gm, '  ');
  return `evaluate_pipeline: train.py:run\nmax_evaluations_total: 10\npipeline_space:\n${parameters}\n${more}`;
}

export type ParseOptions = {
  readonly files?: Readonly<Record<string, string>>;
  readonly set?: readonly string[];
};

export function parse(text: string, { files = {}, set = [] }: ParseOptions = {}): ParsedRun {
  return parseRun({ text, file: 'run.yaml', readText: (path) => files[path] ?? null, set });
}

/** `code line:column`, the part of a finding that screens and scripts use. */
export function spot({ code, line, column }: Problem): string {
  return `${code} ${line}:${column}`;
}

/** Findings of one severity as `code line:column`. */
export function spots(run: ParsedRun, severity: Problem['severity'] = 'error'): string[] {
  return run.problems.filter((problem) => problem.severity === severity).map(spot);
}

export function errorsOf(run: ParsedRun): Problem[] {
  return run.problems.filter(({ severity }) => severity === 'error');
}
