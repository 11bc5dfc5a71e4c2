import type { ParsedRun } from '#core/config/run/parsed-run.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { OptimizerProblem } from '#core/optimizers/definition/optimizer-problem.ts';

/** A finding at the place of a dotted path of the YAML, or of its first part. */
export function problemAt(
  parsed: ParsedRun,
  path: string,
  finding: Pick<Problem, 'code' | 'severity' | 'message'>,
): Problem {
  const parent = path.split('.')[0] ?? path;
  const place = parsed.places.get(path) ??
    parsed.places.get(parent) ?? { file: null, line: null, column: null };
  return { ...finding, ...place, path };
}

/** A finding about the optimizer at the line of its argument, or of its name. */
export function optimizerProblemAt(parsed: ParsedRun, { argument, ...finding }: OptimizerProblem): Problem {
  return problemAt(parsed, argument === null ? 'optimizer' : `optimizer.${argument}`, finding);
}
