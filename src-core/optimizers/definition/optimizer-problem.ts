import type { Severity } from '#core/contract/setup/problem.ts';

/** Codes of findings about a run's `optimizer` setting; a promise to scripts that read `check --json`. */
type OptimizerProblemCode =
  | 'optimizer-unknown'
  | 'optimizer-argument-unknown'
  | 'optimizer-argument-invalid'
  | 'optimizer-space-refused'
  | 'optimizer-ignores-fidelity'
  | 'optimizer-ignores-priors'
  | 'optimizer-one-rung'
  | 'optimizer-remark';

/** A finding about the `optimizer` setting, without a place: whoever has the text knows line and column. */
export type OptimizerProblem = {
  readonly severity: Severity;
  readonly code: OptimizerProblemCode;
  readonly message: string;
  /** The argument that it is about; null for the optimizer itself. */
  readonly argument: string | null;
};
