import { closeSync, writeSync } from 'node:fs';
import { type ErrorData, IncumbentError, messageOf } from '#core/contract/errors.ts';

/** The descriptor on which a worker tells its starter, once, whether it has registered itself. */
export const HANDSHAKE_DESCRIPTOR = 3;

export type Handshake =
  | { readonly kind: 'registered' }
  | { readonly kind: 'failed'; readonly error: ErrorData };

/** A whole line that a worker wrote, null while it is not whole. */
export function parseHandshake(text: string): Handshake | null {
  return text.endsWith('\n') ? (JSON.parse(text) as Handshake) : null;
}

/** Tells the starter; one that is gone meanwhile does not matter, and a worker that was started by hand has none. */
export function giveHandshake(handshake: Handshake): void {
  try {
    writeSync(HANDSHAKE_DESCRIPTOR, `${JSON.stringify(handshake)}\n`);
    closeSync(HANDSHAKE_DESCRIPTOR);
  } catch {
    return;
  }
}

/** What a worker says when it can not begin. */
export function failedHandshake(thrown: unknown): Handshake {
  const error =
    thrown instanceof IncumbentError
      ? thrown.toData()
      : { code: 'internal' as const, message: `The worker failed: ${messageOf(thrown)}`, details: {} };
  return { kind: 'failed', error };
}
