import type { Problem, Severity } from '#core/contract/setup/problem.ts';
import type { Located } from './node.ts';
import type { ProblemCode } from './problem-code.ts';

type Finding = (code: ProblemCode, at: Located, message: string) => void;

/** Collects everything that is found in the texts of one run, each finding once; nobody stops at the first. */
export type Report = {
  readonly error: Finding;
  readonly warning: Finding;
  readonly note: Finding;
  /** True once an error was reported; with `since` only errors after that many problems count. */
  hasErrors(since?: number): boolean;
  /** Findings so far; a mark for `hasErrors`. */
  count(): number;
  /** Findings in the order of the text: the run's own file first, then the others as they came. */
  problems(): Problem[];
};

export function createReport(file: string | null): Report {
  const problems: Problem[] = [];
  const known = new Set<string>();
  const finding =
    (severity: Severity): Finding =>
    (code, at, message) => {
      const problem = { code, severity, message, ...at.place, path: at.path === '' ? null : at.path };
      const identity = JSON.stringify(problem);
      if (!known.has(identity)) {
        known.add(identity);
        problems.push(problem);
      }
    };
  return {
    error: finding('error'),
    warning: finding('warning'),
    note: finding('note'),
    hasErrors: (since = 0) => problems.slice(since).some((problem) => problem.severity === 'error'),
    count: () => problems.length,
    problems: () => inTextOrder(problems, file),
  };
}

function inTextOrder(problems: readonly Problem[], file: string | null): Problem[] {
  const files = [...new Set([file, ...problems.map((problem) => problem.file)])];
  const rank = new Map(files.map((name, index) => [name, index]));
  return problems.toSorted(
    (a, b) =>
      (rank.get(a.file) ?? 0) - (rank.get(b.file) ?? 0) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}
