import type { Problem } from '#core/contract/setup/problem.ts';

/**
 * Findings in the order in which a person meets their places: file by file as they first occur, then by line and
 * column. Those without a place keep to the end of their file.
 */
export function inReadingOrder(problems: readonly Problem[]): readonly Problem[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  const placeOf = ({ file, line, column }: Problem) => [
    files.indexOf(file),
    line ?? Number.POSITIVE_INFINITY,
    column ?? Number.POSITIVE_INFINITY,
  ];
  return problems
    .map((problem) => ({ problem, place: placeOf(problem) }))
    .sort((a, b) => compare(a.place, b.place))
    .map(({ problem }) => problem);
}

/** By the first number that differs; equal infinities do not differ. */
function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
}
