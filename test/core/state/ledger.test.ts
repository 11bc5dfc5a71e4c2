import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Trial, winningLoss } from '#core/contract/trial.ts';
import type { JournalEntry, JournalOperation } from '#core/state/journal-entry.ts';
import { createLedger, type Ledger } from '#core/state/ledger.ts';

const WRITERS = ['a', 'b', 'c'];
const TRIALS = ['1', '2', '3_rung_0', '3_rung_1', '4_rung_0'];
const TIME = Date.parse('2026-01-31T12:00:00.000Z');

/** Entries of several writers in the order in which they were written: a fence belongs to one writer. */
function entriesOf(operations: readonly (readonly [string, JournalOperation])[]): readonly JournalEntry[] {
  let [fence, last] = [0, ''];
  return operations.map(([writer, operation], index) => {
    fence += writer === last ? 0 : 1;
    last = writer;
    return { ...(operation as JournalEntry), writer, fence, seq: index + 1, time: TIME + index };
  });
}

const sampled = (trial: string, number: number): JournalOperation => ({
  op: 'sample',
  number,
  trial,
  config: { rate: number },
  bracket: null,
  rung: null,
  fidelity: null,
  attempt: 1,
});

const reported = (
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

function replay(operations: readonly (readonly [string, JournalOperation])[]): Ledger {
  const ledger = createLedger();
  ledger.apply(entriesOf(operations));
  return ledger;
}

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

describe('the ledger', () => {
  it('follows a trial from its reservation to its result', () => {
    const history: readonly (readonly [string, JournalOperation])[] = [
      ['a', { op: 'reserve', number: 1 }],
      ['a', sampled('1', 1)],
      ['a', reported('1', 0.5)],
    ];
    expect(replay(history.slice(0, 1)).evaluations).toEqual({ completed: 0, committed: 1 });
    expect(replay(history.slice(0, 2)).get('1')).toMatchObject({
      state: 'evaluating',
      worker: 'a',
      attempt: 1,
    });
    const ledger = replay(history);
    expect(ledger.get('1')).toEqual({
      trial: '1',
      state: 'success',
      config: { rate: 1 },
      loss: 0.5,
      cost: 2,
      learning_curve: null,
      extra: null,
      error: null,
      bracket: null,
      rung: null,
      fidelity: null,
      previous: null,
      attempt: 1,
      worker: 'a',
      sampled_at: '2026-01-31T12:00:00.001Z',
      started_at: '2026-01-31T12:00:00.000Z',
      ended_at: '2026-01-31T12:00:00.005Z',
    });
    expect(ledger.evaluations).toEqual({ completed: 1, committed: 1 });
    expect(ledger.reservations.size).toBe(0);
  });

  it('keeps a result that was reported late beside the one that counts', () => {
    const ledger = replay([
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
    const ledger = replay([
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
    expect(replay(crashed).get('1')).toMatchObject({
      state: 'crashed',
      error: { type: 'Crashed', message: 'died 4 times' },
    });
    expect(replay(crashed).evaluations.completed).toBe(1);
    expect(replay([...crashed, ['a', reported('1', 0.3)]]).get('1')).toMatchObject({
      state: 'success',
      error: null,
    });
  });

  it('waits again for a trial that was opened again, and forgets a deleted one but not its number', () => {
    const opened = replay([
      ['a', sampled('7', 7)],
      ['a', reported('7', 0.3)],
      ['b', { op: 'reopen', trial: '7', because: 'asked' }],
    ]);
    expect(opened.get('7')).toMatchObject({ state: 'pending', loss: null, worker: null });
    expect(opened.completed).toEqual([]);
    expect(opened.lastAttempt('7')).toBe(1);
    const deleted = replay([
      ['a', sampled('7', 7)],
      ['b', { op: 'delete', trial: '7' }],
    ]);
    expect(deleted.size).toBe(0);
    expect(deleted.lastNumber).toBe(7);
  });

  it('ignores what a worker made of a number that others had taken back', () => {
    const ledger = replay([
      ['a', { op: 'reserve', number: 1 }],
      ['b', { op: 'release', number: 1, of: 'a', because: 'dead' }],
      ['a', sampled('1', 1)],
      ['a', { op: 'hand-back', trial: '1', attempt: 1, because: 'taken back' }],
    ]);
    expect(ledger.size).toBe(0);
    expect(ledger.evaluations.committed).toBe(0);
  });

  it('takes the first of equal losses for the best and never one that is no number', () => {
    const ledger = replay([
      ['a', sampled('1', 1)],
      ['a', sampled('2', 2)],
      ['a', sampled('3', 3)],
      ['a', { ...(reported('3', 0) as Extract<JournalOperation, { op: 'report' }>), loss: '-Infinity' }],
      ['a', reported('2', 0.5)],
      ['a', reported('1', 0.5)],
    ]);
    expect(ledger.best?.trial).toBe('2');
    expect(ledger.completed.map(({ trial }) => trial)).toEqual(['3', '2', '1']);
  });

  it('adds what a run says of errors, else what they reported, to the cost', () => {
    const failed = {
      ...(reported('2', 0) as Extract<JournalOperation, { op: 'report' }>),
      state: 'failed',
    } as const;
    const ledger = replay([
      ['a', sampled('1', 1)],
      ['a', sampled('2', 2)],
      ['a', reported('1', 0.5)],
      ['a', { ...failed, loss: null, cost: 3 }],
    ]);
    expect(ledger.cost(null)).toBe(5);
    expect(ledger.cost(10)).toBe(12);
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

  it('keeps its orders and rungs as a plain list would give them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...WRITERS), arbitraryOperation()), { maxLength: 60 }),
        (history) => {
          const ledger = createLedger();
          for (const entry of entriesOf(history)) {
            ledger.apply([entry]);
          }
          const ids = ledger.all.map(({ trial }) => trial);
          expect(ids).toEqual([...ids].sort((a, b) => TRIALS.indexOf(a) - TRIALS.indexOf(b)));
          for (const state of ['pending', 'evaluating', 'success', 'failed', 'crashed'] as const) {
            expect(ledger.inState(state)).toEqual(ledger.all.filter((trial) => trial.state === state));
          }
          for (const rung of ledger.rungs) {
            const here = ledger.all.filter(
              (trial) => trial.rung === rung.rung && (trial.bracket ?? 0) === rung.bracket,
            );
            expect(rung.trials).toEqual(here);
            expect(rung.completed).toEqual(ledger.completed.filter((trial) => here.includes(trial)));
            expect(rung.ranked).toEqual(rankedByLoss(rung.completed));
            expect([...rung.promoted].sort()).toEqual(promotedOf(ledger, here, rung.promoted));
          }
          expect(ledger.rungs.flatMap(({ trials }) => trials).length).toBe(
            ledger.all.filter(({ rung }) => rung !== null).length,
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** Those that others continue. What a deleted trial continued stays promoted, which is told in a test of its own. */
function promotedOf(ledger: Ledger, here: readonly Trial[], found: ReadonlySet<string>): readonly string[] {
  const isContinued = ({ trial }: Trial) =>
    ledger.all.some(({ previous }) => previous === trial) ||
    (ledger.isDeleted('3_rung_1') && trial === '3_rung_0' && found.has(trial));
  return here
    .filter(isContinued)
    .map(({ trial }) => trial)
    .sort();
}

function rankedByLoss(completed: readonly Trial[]): readonly Trial[] {
  const loss = (trial: Trial) => winningLoss(trial) ?? Number.POSITIVE_INFINITY;
  return completed.filter((trial) => Number.isFinite(loss(trial))).sort((a, b) => loss(a) - loss(b));
}

/** Any operation at all, sense or nonsense, on few trials, so that they meet. */
function arbitraryOperation(): fc.Arbitrary<JournalOperation> {
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
