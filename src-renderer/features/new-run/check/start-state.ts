import type { Problem } from '#core/contract/setup/problem.ts';
import { counted } from '#renderer/format/numbers.ts';
import { errorCount } from './problem-place.ts';
import type { Check } from './use-check.ts';

/** The refusal that ends by itself. */
export const CHECKING = 'Checking…';

/** Why a text cannot be started now; null where it can. */
export function startRefusal(text: string, check: Check): string | null {
  if (text.trim() === '') {
    return 'Write or open a run first';
  }
  if (check.refusal) {
    return 'The text could not be checked';
  }
  const errors = errorCount(check.report?.problems ?? []);
  if (errors > 0) {
    return `Fix ${counted(errors, 'problem')} to start`;
  }
  return check.report === null || check.pending ? CHECKING : null;
}

/** What a start should be thought over for, in the engine's words. */
export function warningsOf(problems: readonly Problem[]): readonly string[] {
  return problems.filter(({ severity }) => severity === 'warning').map(({ message }) => message);
}

/** Why a text cannot be tested now; null where it can. */
export function testRefusal(text: string, check: Check): string | null {
  return startRefusal(text, check)?.replace('to start', 'to test') ?? null;
}
