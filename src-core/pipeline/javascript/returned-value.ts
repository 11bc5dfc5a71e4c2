import { inspect } from 'node:util';
import type { ResultSource } from '#core/pipeline/read-result.ts';

/** How results of JavaScript functions are read. */
export const RETURNED_VALUE: ResultSource = {
  expected: 'The function must return a number or an object with `loss`, but it returned',
  describe: (value) =>
    value === undefined || value === null ? String(value) : `${kindOf(value)} (${shortText(value)})`,
  asNumber: (value) => (typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : null),
  advice: (value) => {
    if (value === undefined) {
      return 'Is a `return` missing? Return the loss: `return loss` or `return { loss }`.';
    }
    return 'Return the loss as a number: `return loss` or `return { loss }`.';
  },
};

function kindOf(value: unknown): string {
  if (Array.isArray(value)) {
    return 'an array';
  }
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function shortText(value: unknown): string {
  const text = inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY });
  return text.length <= 100 ? text : `${text.slice(0, 99)}…`;
}
