/**
 * Every refusal and fault of the engine is a code with evidence: rule, then what was found, then where.
 * The union is closed so that a screen or a script can decide by `code` and never by wording.
 */
export const ERROR_CODES = [
  // wrong usage or an invalid configuration (exit code 2)
  'usage',
  'config-invalid',
  'pipeline-file-missing',
  'pipeline-function-missing',
  'pipeline-import-failed',
  'python-not-found',
  'optimizer-invalid',
  // the run halted (exit code 1)
  'optimizer-failed',
  // the root was refused (exit code 3)
  'root-not-a-run',
  'root-differs',
  'root-occupied',
  'root-unsafe',
  'root-workers-alive',
  'root-format-unknown',
  'root-replaced',
  'overwrite-unconfirmed',
  'read-only-layout',
  'trial-not-found',
  'trial-state',
  'nothing-to-resume',
  // the system refused (exit code 4)
  'disk-full',
  'permission-denied',
  'read-only-disk',
  'port-in-use',
  'lock-timeout',
  'process-failed',
  'io',
  // the host refused a request
  'not-found',
  'read-only-host',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What crosses a process boundary: Electron and sockets keep only plain values of a thrown error. */
export type ErrorData = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
};

/**
 * The one error class of the engine.
 *
 * @example
 * throw new IncumbentError('root-not-a-run', `Expected a run directory, found ${n} other files in ${root}`, { root });
 */
export class IncumbentError extends Error {
  override readonly name = 'IncumbentError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
    this.code = code;
    this.details = details;
  }

  toData(): ErrorData {
    return { code: this.code, message: this.message, details: this.details };
  }
}

/** A person-readable sentence for anything that was thrown; never a stack trace. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
