import { describe, expect, it } from 'vitest';
import { rungColumns } from '#core/analysis/charts/rung-columns.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { fc } from '#test/support/fast-check.ts';
import { trial } from '../trials.ts';

function inRung(id: string, given: Partial<Trial> = {}): Trial {
  const rung = Number(id.split('_rung_')[1]);
  return { ...trial(1, { state: 'success', loss: 1, ...given }), trial: id, rung, fidelity: 3 ** rung };
}

function names(trials: readonly Trial[], best: string | null = null) {
  return rungColumns(trials, best).map(({ rung, groups }) => [
    rung,
    ...groups.map(({ entries }) => entries.map(({ trial: { trial: id } }) => id).join(' ')),
  ]);
}

describe('the columns of a run with rungs', () => {
  it('are its rungs, each with its fidelity and its trials by loss', () => {
    const trials = [
      inRung('1_rung_0', { loss: 3 }),
      inRung('2_rung_0', { loss: 1 }),
      inRung('3_rung_0', { state: 'failed', loss: null }),
      inRung('4_rung_0', { state: 'evaluating', loss: null }),
      inRung('2_rung_1', { loss: 0.5, previous: '2_rung_0' }),
    ];
    expect(names(trials)).toEqual([
      [0, '2_rung_0 1_rung_0 4_rung_0 3_rung_0'],
      [1, '2_rung_1'],
    ]);
    const [lowest, top] = rungColumns(trials, '2_rung_1');
    expect(lowest).toMatchObject({ fidelity: 1, trials: 4 });
    expect(lowest?.groups[0]).toMatchObject({ completed: 3, all: 4, passed: 1, leftOut: 0 });
    expect(lowest?.groups[0]?.entries[0]).toMatchObject({ goesOn: true, isOnBestPath: true });
    expect(top?.groups[0]?.entries[0]).toMatchObject({ goesOn: false, isOnBestPath: true });
  });

  it('keep brackets apart', () => {
    const trials = [
      inRung('1_rung_0', { bracket: 1 }),
      inRung('2_rung_0', { bracket: 0, loss: 2 }),
      inRung('3_rung_0', { bracket: 0, loss: 1 }),
    ];
    expect(names(trials)).toEqual([[0, '3_rung_0 2_rung_0', '1_rung_0']]);
  });

  it('leave out the many that did not go on, and say how many', () => {
    const trials = Array.from({ length: 100 }, (_, index) =>
      inRung(`${index}_rung_0`, index % 2 === 0 ? { loss: index } : { state: 'failed', loss: null }),
    );
    const group = rungColumns(trials, null)[0]?.groups[0];
    expect(group?.entries).toHaveLength(7);
    expect(group).toMatchObject({ leftOut: 93, leftOutWithoutLoss: 48 });
  });

  it('are none where no trial has a rung', () => {
    expect(rungColumns([trial(1, { state: 'success', loss: 1 })], '1')).toEqual([]);
  });

  it('end even where trials are said to continue each other in a ring', () => {
    const trials = [
      inRung('1_rung_0', { previous: '1_rung_1' }),
      inRung('1_rung_1', { previous: '1_rung_0' }),
    ];
    expect(names(trials, '1_rung_1')).toEqual([
      [0, '1_rung_0'],
      [1, '1_rung_1'],
    ]);
  });

  it('count every trial once, shown or left out', () => {
    const some = fc.record({
      rung: fc.nat(3),
      bracket: fc.option(fc.nat(2)),
      state: fc.constantFrom(
        'success' as const,
        'failed' as const,
        'evaluating' as const,
        'pending' as const,
      ),
      loss: fc.oneof(fc.double(), fc.constant(null)),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 60 }), (given) => {
        const trials = given.map(({ rung, loss, ...rest }, index) =>
          inRung(`${index}_rung_${rung}`, {
            ...rest,
            loss: loss === null ? null : String(loss) === 'NaN' ? 'NaN' : loss,
          }),
        );
        const groups = rungColumns(trials, null).flatMap((column) => column.groups);
        const counted = groups.reduce((sum, { entries, leftOut }) => sum + entries.length + leftOut, 0);
        expect(counted).toBe(trials.length);
      }),
    );
  });
});
