import { describe, expect, test } from 'vitest';
import { isCompleted, type Trial, winningLoss } from '#core/contract/run/trial.ts';
import { createTrialTable } from '#core/readers/foreign/trial-table.ts';
import { trial } from '#test/core/analysis/trials.ts';
import { fc } from '#test/support/fast-check.ts';

/** A success with a loss of 1, but for what is given. */
function trialWith(changes: Partial<Trial> & Pick<Trial, 'trial'>): Trial {
  return trial(changes.trial, { state: 'success', loss: 1, ...changes });
}

const instant = fc
  .option(fc.integer({ min: 0, max: 50 }))
  .map((second) => (second === null ? null : new Date(second * 1000).toISOString()));

const change = fc.record({
  trial: fc.integer({ min: 1, max: 12 }).map(String),
  state: fc.constantFrom('pending', 'evaluating', 'success', 'failed', 'unreadable'),
  loss: fc.constantFrom(0.5, 1, 2, 'NaN', null),
  cost: fc.constantFrom(null, 1, 2, 'Infinity'),
  sampled_at: instant,
  ended_at: instant,
  isGone: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
});

describe('a table of trials', () => {
  test('is after any changes what the last state of each trial makes of it', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const table = createTrialTable();
        const last = new Map<string, Trial>();
        for (const { isGone, ...given } of changes) {
          const trial = trialWith(given as Trial);
          if (isGone) {
            table.remove(trial.trial);
            last.delete(trial.trial);
          } else {
            table.put(trial);
            last.set(trial.trial, trial);
          }
        }
        const all = [...last.values()];
        const completed = all.filter(({ state }) => isCompleted(state));
        expect(new Set(table.all)).toEqual(new Set(all));
        expect(new Set(table.completed)).toEqual(new Set(completed));
        expect(table.counts.success).toBe(all.filter(({ state }) => state === 'success').length);
        const costs = completed.map(({ cost }) => (typeof cost === 'number' ? cost : 0));
        expect(table.cost).toBe(costs.reduce((sum, cost) => sum + cost, 0));
        const losses = all.flatMap((trial) => winningLoss(trial) ?? []);
        expect(table.best === null ? null : winningLoss(table.best)).toBe(
          losses.length === 0 ? null : Math.min(...losses),
        );
        const ends = table.completed.map(({ ended_at }) => ended_at ?? '~');
        expect(ends).toEqual([...ends].sort());
      }),
    );
  });

  test('lists what was imported first, what waits last, and equally old ones by their numbers', () => {
    const table = createTrialTable();
    const at = '2026-01-31T12:00:00.000Z';
    table.put(trialWith({ trial: '11', state: 'pending', loss: null }));
    table.put(trialWith({ trial: '10', sampled_at: at }));
    table.put(trialWith({ trial: '9', sampled_at: at }));
    table.put(trialWith({ trial: '20', worker: 'external' }));
    expect(table.all.map(({ trial }) => trial)).toEqual(['20', '9', '10', '11']);
  });

  test('counts up its revision unless a trial ended after all others', () => {
    const table = createTrialTable();
    const end = (trial: string, second: number) =>
      table.put(trialWith({ trial, ended_at: new Date(second * 1000).toISOString() }));
    end('1', 10);
    end('2', 20);
    expect(table.completedRevision).toBe(0);
    end('3', 15);
    expect(table.completedRevision).toBe(1);
  });
});
