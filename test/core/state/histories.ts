import type { JournalEntry, JournalOperation } from '#core/state/journal/journal-entry.ts';
import { createLedger, type Ledger } from '#core/state/ledger/ledger.ts';
import { fc } from '#test/support/fast-check.ts';

export const WRITERS = ['a', 'b', 'c'];
export const TRIALS = ['1', '2', '3_rung_0', '3_rung_1', '4_rung_0'];
const TIME = Date.parse('2026-01-31T12:00:00.000Z');

/** Entries of several writers in the order in which they were written: a fence belongs to one writer. */
export function entriesOf(
  operations: readonly (readonly [string, JournalOperation])[],
): readonly JournalEntry[] {
  let [fence, last] = [0, ''];
  return operations.map(([writer, operation], index) => {
    fence += writer === last ? 0 : 1;
    last = writer;
    return { ...(operation as JournalEntry), writer, fence, seq: index + 1, time: TIME + index };
  });
}

export const sampled = (trial: string, number: number): JournalOperation => ({
  op: 'sample',
  number,
  trial,
  config: { rate: number },
  bracket: null,
  rung: null,
  fidelity: null,
  attempt: 1,
});

export const reported = (
  trial: string,
  loss: number,
  rest: { attempt?: number; late?: boolean } = {},
): JournalOperation => ({
  op: 'report',
  trial,
  attempt: 1,
  late: false,
  state: 'success',
  loss,
  cost: 2,
  learning_curve: null,
  extra: null,
  error: null,
  started: TIME,
  ended: TIME + 5,
  seconds: 0.005,
  ...rest,
});

/** The ledger of a history. */
export function ledgerOf(operations: readonly (readonly [string, JournalOperation])[]): Ledger {
  const ledger = createLedger();
  ledger.apply(entriesOf(operations));
  return ledger;
}

/** Any operation at all, sense or nonsense, on few trials, so that they meet. */
export function arbitraryOperation(): fc.Arbitrary<JournalOperation> {
  const trial = fc.constantFrom(...TRIALS);
  const attempt = fc.integer({ min: 0, max: 3 });
  const number = fc.integer({ min: 1, max: 4 });
  const rungOf = (id: string) => (id.includes('rung') ? Number(id.slice(-1)) : null);
  return fc.oneof(
    number.map((value): JournalOperation => ({ op: 'reserve', number: value })),
    fc
      .tuple(number, fc.constantFrom(...WRITERS))
      .map(([value, of]): JournalOperation => ({ op: 'release', number: value, of, because: 'x' })),
    fc.tuple(trial, number, attempt).map(
      ([id, value, tried]): JournalOperation => ({
        op: 'sample',
        number: value,
        trial: id,
        config: { rate: value },
        bracket: rungOf(id) === null ? null : 0,
        rung: rungOf(id),
        fidelity: null,
        attempt: tried,
      }),
    ),
    fc.tuple(number, attempt).map(
      ([value, tried]): JournalOperation => ({
        op: 'promote',
        reservation: value,
        from: '3_rung_0',
        trial: '3_rung_1',
        config: { rate: 3 },
        bracket: 0,
        rung: 1,
        fidelity: 3,
        attempt: tried,
      }),
    ),
    fc
      .tuple(trial, attempt)
      .map(([id, tried]): JournalOperation => ({ op: 'claim', trial: id, attempt: tried })),
    fc
      .tuple(trial, attempt, fc.boolean(), fc.integer({ min: 0, max: 9 }))
      .map(([id, tried, late, loss]) => reported(id, loss, { attempt: tried, late })),
    fc.tuple(trial, attempt, fc.boolean()).map(
      ([id, tried, counts]): JournalOperation => ({
        op: 'requeue',
        trial: id,
        attempt: tried,
        because: 'x',
        counts,
      }),
    ),
    fc
      .tuple(trial, attempt)
      .map(([id, tried]): JournalOperation => ({ op: 'hand-back', trial: id, attempt: tried, because: 'x' })),
    fc
      .tuple(trial, attempt)
      .map(([id, tried]): JournalOperation => ({ op: 'crash', trial: id, attempt: tried, message: 'x' })),
    trial.map((id): JournalOperation => ({ op: 'reopen', trial: id, because: 'x' })),
    trial.map((id): JournalOperation => ({ op: 'delete', trial: id })),
    trial.map((id): JournalOperation => ({ op: 'restore', trial: id })),
    fc.constant<JournalOperation>({ op: 'ended', because: 'x' }),
  );
}
