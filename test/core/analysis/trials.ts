import type { Trial } from '#core/contract/run/trial.ts';
import { toJsonNumber } from '#core/contract/value.ts';
import { UNKNOWN_TRIAL } from '#core/readers/foreign/unknown-trial.ts';
import { fc } from '#test/support/fast-check.ts';

/** Second 0 of the runs in these tests. */
export const NOON = Date.parse('2026-01-31T12:00:00.000Z');

export function at(second: number): string {
  return new Date(NOON + second * 1000).toISOString();
}

export function trial(id: string | number, change: Partial<Trial> = {}): Trial {
  return { trial: String(id), state: 'pending', ...UNKNOWN_TRIAL, ...change };
}

/** A success of `seconds` seconds that ended at second `end`. */
export function success(id: string | number, loss: number, end: number, change: Partial<Trial> = {}): Trial {
  const times = { sampled_at: at(end - 10), started_at: at(end - 10), ended_at: at(end) };
  return trial(id, { state: 'success', loss: toJsonNumber(loss), ...times, ...change });
}

const loss = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -20, max: 100 }).map((value) => value / 10) },
  { weight: 1, arbitrary: fc.constantFrom('NaN' as const, 'Infinity' as const, '-Infinity' as const) },
);
const state = fc.constantFrom(
  ...(['success', 'success', 'success', 'failed', 'crashed', 'evaluating', 'pending', 'stale'] as const),
);

/** Trials of a run in the order of their numbers, with every state, equal losses, equal ends and unknown ends. */
export const arbitraryTrials: fc.Arbitrary<readonly Trial[]> = fc
  .array(fc.record({ state, loss, end: fc.option(fc.nat(50), { freq: 8 }), cost: fc.option(fc.nat(5)) }), {
    maxLength: 60,
  })
  .map((rows) =>
    rows.map((row, index) =>
      trial(index + 1, {
        state: row.state,
        loss: row.state === 'success' ? row.loss : null,
        cost: row.cost,
        sampled_at: at(0),
        started_at: at(0),
        ended_at: row.end === null ? null : at(row.end),
      }),
    ),
  );
