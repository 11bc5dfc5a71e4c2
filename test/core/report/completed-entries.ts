import { toJsonNumber } from '#core/contract/value.ts';
import type { JournalEntry } from '#core/state/journal/journal-entry.ts';

const TIME = Date.parse('2026-01-31T12:00:00.000Z');

/** A journal of trials that one worker sampled and completed one after the other; null is a failed one. */
export function completedEntries(losses: readonly (number | null)[]): readonly JournalEntry[] {
  return losses.flatMap((loss, index): readonly JournalEntry[] => {
    const trial = String(index + 1);
    const stamp = { writer: 'w', fence: 1, time: TIME + 1000 * index };
    return [
      {
        ...stamp,
        op: 'sample',
        seq: 2 * index + 1,
        number: index + 1,
        trial,
        config: { rate: index + 1, epochs: 27, kind: 'no' },
        bracket: null,
        rung: null,
        fidelity: null,
        attempt: 1,
      },
      {
        ...stamp,
        op: 'report',
        seq: 2 * index + 2,
        trial,
        attempt: 1,
        late: false,
        state: loss === null ? 'failed' : 'success',
        loss: loss === null ? null : toJsonNumber(loss),
        cost: loss === null ? null : 1.5,
        learning_curve: loss === null ? null : [1, 2],
        extra: loss === null ? null : { val: { acc: 1, tags: ['a', 'b'] }, note: 'x, "y"' },
        error: loss === null ? { type: 'ValueError', message: 'x', traceback: '' } : null,
        started: TIME,
        ended: TIME + 1000 * index + 500,
        seconds: 0.5,
      },
    ];
  });
}
