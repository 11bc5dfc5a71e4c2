import type { Problem, Severity } from '#core/contract/setup/problem.ts';
import type { Located } from './node.ts';

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

/** What can be found in a run's YAML text. Screens and scripts decide by these, never by wording. */
export type ProblemCode =
  // the text
  | 'yaml-syntax'
  | 'yaml-tabs'
  | 'yaml-duplicate-key'
  | 'yaml-key'
  | 'yaml-alias'
  | 'yaml-tag'
  | 'yaml-not-text'
  | 'yaml-too-large'
  | 'yaml-several-documents'
  | 'yaml-versions-differ'
  | 'empty'
  | 'not-a-mapping'
  // keys and values
  | 'unknown-key'
  | 'key-twice'
  | 'missing-key'
  | 'older-key'
  | 'ignored-key'
  | 'wrong-type'
  | 'out-of-range'
  | 'not-finite'
  | 'number-too-large'
  | 'unknown-value'
  | 'set-form'
  | 'set-refused'
  // settings
  | 'no-budget'
  | 'quantity-form'
  | 'secret-kept'
  | 'lease-too-short'
  | 'pipeline-form'
  | 'command-form'
  | 'placeholder-unknown'
  | 'optimizer-form'
  // the search space
  | 'space-form'
  | 'file-missing'
  | 'space-json-unsupported'
  | 'space-json-note'
  | 'python-syntax'
  | 'python-unsupported'
  | 'python-note'
  | 'no-searchable-parameter'
  | 'architecture-space'
  | 'parameter-name'
  | 'parameter-name-reserved'
  | 'parameter-name-keyword'
  | 'parameter-form'
  | 'parameter-type'
  | 'bounds-incomplete'
  | 'bounds-mixed'
  | 'bounds-reversed'
  | 'bounds-not-positive'
  | 'bounds-not-whole'
  | 'choices-empty'
  | 'choices-duplicate'
  | 'fidelity-kind'
  | 'fidelity-not-positive'
  | 'fidelity-twice'
  | 'prior-not-a-choice'
  | 'prior-on-fidelity'
  | 'prior-out-of-range'
  | 'prior-confidence-alone';
