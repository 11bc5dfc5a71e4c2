import type { Problem } from '#core/contract/setup/problem.ts';
import { problemLine } from '#core/engine/setup/read-for-check.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** One finding in a configuration as one line: how grave, where, what. */
export function problemText(problem: Problem, colors: Terminal['colors']): string {
  const paint = { error: colors.red, warning: colors.yellow, note: colors.dim } as const;
  return `${paint[problem.severity](problem.severity)}: ${problemLine(problem)}`;
}
