import { describe, expect, it } from 'vitest';
import type { JournalOperation } from '#core/state/journal/journal-entry.ts';
import { ledgerOf, reported, sampled } from '../histories.ts';

describe('a trial, as the lines on it tell', () => {
  it('keeps a result that was reported late beside the one that counts', () => {
    const ledger = ledgerOf([
      ['a', sampled('1', 1)],
      ['b', { op: 'requeue', trial: '1', attempt: 1, because: 'dead', counts: true }],
      ['b', { op: 'claim', trial: '1', attempt: 2 }],
      ['b', reported('1', 0.2, { attempt: 2 })],
      ['a', reported('1', 0.1, { late: true })],
    ]);
    expect(ledger.get('1')).toMatchObject({ loss: 0.2, worker: 'b', attempt: 2 });
    expect(ledger.otherReports('1')).toMatchObject([{ loss: 0.1, writer: 'a' }]);
    expect(ledger.requeues('1')).toBe(1);
  });

  it('lets the result of a worker that was taken for dead count while there is no other', () => {
    const ledger = ledgerOf([
      ['a', sampled('1', 1)],
      ['b', { op: 'requeue', trial: '1', attempt: 1, because: 'dead', counts: true }],
      ['b', { op: 'claim', trial: '1', attempt: 2 }],
      ['a', reported('1', 0.1)],
    ]);
    expect(ledger.get('1')).toMatchObject({ state: 'success', loss: 0.1, worker: 'a', attempt: 1 });
  });

  it('counts a crash as completed until a result arrives after all', () => {
    const crashed: readonly (readonly [string, JournalOperation])[] = [
      ['a', sampled('1', 1)],
      ['b', { op: 'crash', trial: '1', attempt: 1, message: 'died 4 times' }],
    ];
    expect(ledgerOf(crashed).get('1')).toMatchObject({
      state: 'crashed',
      error: { type: 'Crashed', message: 'died 4 times' },
    });
    expect(ledgerOf(crashed).evaluations.completed).toBe(1);
    expect(ledgerOf([...crashed, ['a', reported('1', 0.3)]]).get('1')).toMatchObject({
      state: 'success',
      error: null,
    });
  });

  it('waits again for a trial that was opened again, and forgets a deleted one but not its number', () => {
    const opened = ledgerOf([
      ['a', sampled('7', 7)],
      ['a', reported('7', 0.3)],
      ['b', { op: 'reopen', trial: '7', because: 'asked' }],
    ]);
    expect(opened.get('7')).toMatchObject({ state: 'pending', loss: null, worker: null });
    expect(opened.completed).toEqual([]);
    expect(opened.lastAttempt('7')).toBe(1);
    const deleted = ledgerOf([
      ['a', sampled('7', 7)],
      ['b', { op: 'delete', trial: '7' }],
    ]);
    expect(deleted.size).toBe(0);
    expect(deleted.lastNumber).toBe(7);
  });
});
