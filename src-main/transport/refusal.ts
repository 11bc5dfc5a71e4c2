import { ValidationError } from '@orpc/contract';
import { ORPCError } from '@orpc/server';
import { type ErrorData, IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { Logger } from '#core/platform/log.ts';

/**
 * The one form in which anything that went wrong crosses the contract: error `REFUSED` with code, message and details.
 * What is no refusal of the engine is logged with its stack and becomes a sentence with the code `internal`.
 */
export function toRefusal(thrown: unknown, procedure: string, log: Logger): ORPCError<'REFUSED', ErrorData> {
  const data = dataOf(thrown, procedure);
  if (data.code === 'internal') {
    log.error(`${procedure} failed: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : thrown}`);
  }
  return new ORPCError('REFUSED', { defined: true, message: data.message, data });
}

function dataOf(thrown: unknown, procedure: string): ErrorData {
  if (thrown instanceof IncumbentError) {
    return thrown.toData();
  }
  if (thrown instanceof ORPCError && thrown.code === 'BAD_REQUEST') {
    return {
      code: 'usage',
      message: `The request \`${procedure}\` does not fit the engine's contract${firstIssue(thrown.cause)}. Page and host may be of different versions: reload the page.`,
      details: { procedure },
    };
  }
  return {
    code: 'internal',
    message: `The engine failed at \`${procedure}\`: ${messageOf(thrown)}. The host's log has the details.`,
    details: { procedure },
  };
}

function firstIssue(cause: unknown): string {
  const issue = cause instanceof ValidationError ? cause.issues[0] : undefined;
  if (!issue) {
    return '';
  }
  const path = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part)).map(String);
  return path.length > 0 ? `: \`${path.join('.')}\`: ${issue.message}` : `: ${issue.message}`;
}
