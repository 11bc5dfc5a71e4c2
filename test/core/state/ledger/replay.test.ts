import { describe, expect, it } from 'vitest';
import type { JournalEntry, JournalOperation } from '#core/state/journal/journal-entry.ts';
import { createLedger, type Ledger } from '#core/state/ledger/ledger.ts';
import { fc } from '#test/support/fast-check.ts';
import { arbitraryOperation, entriesOf, ledgerOf, reported, sampled, TRIALS, WRITERS } from '../histories.ts';

/** All that a ledger tells, apart from how it got there. */
function contentOf(ledger: Ledger) {
  return {
    all: ledger.all,
    completed: ledger.completed,
    counts: ledger.counts(),
    evaluations: ledger.evaluations,
    reservations: [...ledger.reservations.entries()].sort(),
    rungs: ledger.rungs.map((rung) => ({ ...rung, promoted: [...rung.promoted].sort() })),
    cost: [ledger.cost(null), ledger.cost(100)],
    best: ledger.best,
    last: [ledger.lastNumber, ledger.lastFence, ledger.lastChange],
    ended: [...ledger.endedWriters].sort(),
    trials: TRIALS.map((trial) => [
      ledger.requeues(trial),
      ledger.lastAttempt(trial),
      ledger.otherReports(trial),
      ledger.evaluationSeconds(trial),
      ledger.isContinued(trial),
    ]),
  };
}

describe('the replay of all journals', () => {
  it('ignores what a worker made of a number that others had taken back', () => {
    const ledger = ledgerOf([
      ['a', { op: 'reserve', number: 1 }],
      ['b', { op: 'release', number: 1, of: 'a', because: 'dead' }],
      ['a', sampled('1', 1)],
      ['a', { op: 'hand-back', trial: '1', attempt: 1, because: 'taken back' }],
    ]);
    expect(ledger.size).toBe(0);
    expect(ledger.evaluations.committed).toBe(0);
  });

  it('tells which trials changed since it was asked last', () => {
    const ledger = createLedger();
    ledger.apply(
      entriesOf([
        ['a', sampled('1', 1)],
        ['a', sampled('2', 2)],
      ]),
    );
    expect(ledger.drainChanged()).toEqual({ changed: 'all', deleted: [] });
    expect(ledger.drainChanged()).toEqual({ changed: [], deleted: [] });
    const [created, deleted] = entriesOf([
      ['b', sampled('3', 3)],
      ['c', { op: 'delete', trial: '1' }],
    ]).map((entry) => ({ ...entry, fence: entry.fence + 5 }));
    ledger.apply([created, deleted].flatMap((entry) => entry ?? []));
    expect(ledger.drainChanged()).toEqual({ changed: ['3'], deleted: ['1'] });
  });

  it('is the same in whatever order the lines of different writers arrive', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...WRITERS), arbitraryOperation()), { maxLength: 40 }),
        fc.infiniteStream(fc.nat()),
        (history, choices) => {
          const entries = entriesOf(history);
          const inOrder = createLedger();
          inOrder.apply(entries);
          const shuffled = createLedger();
          const files = WRITERS.map((writer) => entries.filter((entry) => entry.writer === writer));
          while (files.some((file) => file.length > 0)) {
            const open = files.filter((file) => file.length > 0);
            const file = open[(choices.next().value ?? 0) % open.length] ?? [];
            shuffled.apply(file.splice(0, 1 + ((choices.next().value ?? 0) % 3)));
          }
          expect(contentOf(shuffled)).toEqual(contentOf(inOrder));
          inOrder.apply(entries);
          expect(contentOf(inOrder)).toEqual(contentOf(shuffled));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('lets completed trials grow at their end also where the lines of one writer after the other are read', () => {
    const entries = entriesOf([
      ['a', sampled('1', 1)],
      ['b', sampled('2', 2)],
      ['a', reported('1', 0.1)],
      ['b', reported('2', 0.2)],
      ['a', sampled('3_rung_0', 3)],
      ['a', reported('3_rung_0', 0.3)],
    ]);
    const ledger = createLedger();
    ledger.apply(['a', 'b'].flatMap((writer) => entries.filter((entry) => entry.writer === writer)));
    expect(ledger.completed.map(({ trial }) => trial)).toEqual(['1', '2', '3_rung_0']);
    expect(ledger.completedRevision).toBe(0);
  });

  it('keeps a trial promoted whose continuation was deleted, in whatever order that is read', () => {
    const promote: JournalOperation = {
      op: 'promote',
      reservation: 4,
      from: '3_rung_0',
      trial: '3_rung_1',
      config: { rate: 3 },
      bracket: 0,
      rung: 1,
      fidelity: 3,
      attempt: 1,
    };
    const begun: JournalOperation = { ...sampled('3_rung_0', 3), bracket: 0, rung: 0 } as JournalOperation;
    const entries = entriesOf([
      ['a', begun],
      ['a', reported('3_rung_0', 1)],
      ['a', promote],
      ['b', { op: 'delete', trial: '3_rung_1' }],
    ]);
    for (const order of [entries, entries.toReversed()]) {
      const ledger = createLedger();
      for (const entry of order) {
        ledger.apply([entry]);
      }
      expect([ledger.get('3_rung_1'), ledger.isDeleted('3_rung_1')]).toEqual([null, true]);
      expect([...(ledger.rung(0, 0)?.promoted ?? [])]).toEqual(['3_rung_0']);
      expect([ledger.isContinued('3_rung_0'), ledger.lastNumber]).toEqual([true, 3]);
    }
    const restored = createLedger();
    restored.apply([
      ...entries,
      { ...entriesOf([['c', { op: 'restore', trial: '3_rung_1' }]])[0], fence: 9 } as JournalEntry,
    ]);
    expect(restored.get('3_rung_1')).toMatchObject({ state: 'evaluating', previous: '3_rung_0' });
    expect(restored.isContinued('3_rung_0')).toBe(true);
  });
});
