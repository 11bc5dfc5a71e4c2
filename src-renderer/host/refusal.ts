import { ORPCError } from '@orpc/client';
import { ERROR_CODES, type ErrorCode } from '#core/contract/errors.ts';

/** Why a call did not succeed, for any screen: decide by `code`, show `message`. */
export type Refusal = {
  /** `disconnected` stands for a wire that broke: nothing is known of the call's effect. */
  readonly code: ErrorCode | 'disconnected';
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
};

/** Turns whatever a call of the engine client threw into words and a code. Never throws itself. */
export function refusalOf(thrown: unknown): Refusal {
  if (!(thrown instanceof ORPCError)) {
    return {
      code: 'disconnected',
      message: 'The connection to the engine was lost before it answered. It is being tried again.',
      details: {},
    };
  }
  const data: unknown = thrown.data;
  return isRefusalData(data) ? data : { code: 'internal', message: thrown.message, details: {} };
}

function isRefusalData(data: unknown): data is Refusal {
  if (typeof data !== 'object' || data === null || !('code' in data) || !('message' in data)) {
    return false;
  }
  const codes: readonly unknown[] = ERROR_CODES;
  return (
    codes.includes(data.code) &&
    typeof data.message === 'string' &&
    'details' in data &&
    typeof data.details === 'object' &&
    data.details !== null
  );
}
