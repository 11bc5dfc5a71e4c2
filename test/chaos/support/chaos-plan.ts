/** What a chaos worker does to itself; handed over as JSON in the environment. */
export type ChaosPlan = {
  /** The run's {@link import('./evaluation-log.ts').LogLine | evaluation log}. */
  readonly log: string;
  /** Where every step that was taken is noted, one a line; null to note none. */
  readonly steps: string | null;
  /** The moment at which it ends or stops itself; null for a worker that is left alone. */
  readonly strike: Strike | null;
  /** Steps that the system refuses, each once, with an errno. */
  readonly refusals: readonly { readonly step: string; readonly errno: string }[];
  /** A while during which the system refuses every step; null for a good one. */
  readonly outage: Outage | null;
  /** After so many milliseconds the wall clock is set by so many milliseconds; null for an honest clock. */
  readonly clock: { readonly after: number; readonly by: number } | null;
};

/** `within`: when half of what is to be written is. */
export type Moment = 'before' | 'within' | 'after';

type Strike = {
  readonly step: string;
  readonly moment: Moment;
  /** The how manieth time, from 1. */
  readonly nth: number;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
};

export type Outage = {
  /** It begins after so many results or other lines were made durable, and `lasts` so many milliseconds. */
  readonly syncs: number;
  readonly lasts: number;
  /** `permission`: the process gives up its rights for the time, so that it may write nothing; otherwise an errno. */
  readonly cause: string;
};

export const PLAN_VARIABLE = 'INCUMBENT_CHAOS_PLAN';

/** Steps that write content, and so can be cut short in the middle of it. */
export function hasMiddle(kind: string): boolean {
  return ['write', 'write-at', 'write-file', 'append-file'].includes(kind);
}
