import type { Problem } from '#core/contract/setup/problem.ts';
import type { Parameter } from '#core/contract/space.ts';
import { parameterOf } from '#renderer/features/new-run/check/problem-place.ts';

/** A row of the table: a parameter that can be drawn, one that can't be read yet, or the space as a whole (no name). */
export type SpaceRow = {
  readonly name: string | null;
  readonly parameter: Parameter | null;
  readonly problems: readonly Problem[];
};

function placeInText(text: string, name: string | null): number {
  if (name === null) {
    return Number.POSITIVE_INFINITY;
  }
  const escaped = name.replace(/[^\w]/g, '\\$&');
  const at = text.search(new RegExp(`^\\s+["']?${escaped}["']?\\s*:`, 'm'));
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

/**
 * Rows in the order of the text; a parameter with an error keeps its place though it is not part of the space. What is
 * remarked on no parameter is about the space as a whole.
 */
export function spaceRows(
  space: readonly Parameter[],
  problems: readonly Problem[],
  text: string,
): SpaceRow[] {
  const names = new Set<string | null>(space.map((parameter) => parameter.name));
  const nameOf = (problem: Problem) => {
    const name = parameterOf(problem);
    return problem.severity === 'error' || names.has(name) ? name : null;
  };
  for (const problem of problems) {
    names.add(nameOf(problem));
  }
  const rows = [...names].map((name) => ({
    name,
    parameter: space.find((parameter) => parameter.name === name) ?? null,
    problems: problems.filter((problem) => nameOf(problem) === name),
  }));
  const broken = rows.some((row) => row.parameter === null && row.name !== null);
  return broken ? rows.toSorted((a, b) => placeInText(text, a.name) - placeInText(text, b.name) || 0) : rows;
}
