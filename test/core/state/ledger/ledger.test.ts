import { describe, expect, it } from 'vitest';
import { type Trial, winningLoss } from '#core/contract/run/trial.ts';
import type { JournalOperation } from '#core/state/journal/journal-entry.ts';
import { createLedger, type Ledger } from '#core/state/ledger/ledger.ts';
import { fc } from '#test/support/fast-check.ts';
import { arbitraryOperation, entriesOf, ledgerOf, reported, sampled, TRIALS, WRITERS } from '../histories.ts';

describe('the ledger', () => {
  it('follows a trial from its reservation to its result', () => {
    const history: readonly (readonly [string, JournalOperation])[] = [
      ['a', { op: 'reserve', number: 1 }],
      ['a', sampled('1', 1)],
      ['a', reported('1', 0.5)],
    ];
    expect(ledgerOf(history.slice(0, 1)).evaluations).toEqual({ completed: 0, committed: 1 });
    expect(ledgerOf(history.slice(0, 2)).get('1')).toMatchObject({
      state: 'evaluating',
      worker: 'a',
      attempt: 1,
    });
    const ledger = ledgerOf(history);
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

  it('takes the first of equal losses for the best and never one that is no number', () => {
    const ledger = ledgerOf([
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
    const ledger = ledgerOf([
      ['a', sampled('1', 1)],
      ['a', sampled('2', 2)],
      ['a', reported('1', 0.5)],
      ['a', { ...failed, loss: null, cost: 3 }],
    ]);
    expect(ledger.cost(null)).toBe(5);
    expect(ledger.cost(10)).toBe(12);
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
