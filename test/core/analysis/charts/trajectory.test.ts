import { describe, expect, it } from 'vitest';
import {
  type Trajectory,
  type TrajectoryAxis,
  trajectoryOf,
  usefulAxes,
} from '#core/analysis/charts/trajectory.ts';
import { listOf, NO_POINTS } from '#core/analysis/charts/trajectory-points.ts';
import { bestTrial } from '#core/analysis/trials/best.ts';
import { fc } from '#test/support/fast-check.ts';
import { arbitraryTrials, at, success, trial } from '../trials.ts';

const AXES = ['evaluation', 'time', 'cost', 'fidelity'] as const;

function over(axis: TrajectoryAxis, fidelity: number | null = null) {
  return { axis, fidelity };
}

function drawn({ points }: Trajectory): (readonly [string, number, number | null])[] {
  return listOf(points).map(({ trial: { trial: id }, x, loss }) => [id, x, loss]);
}

function incumbents({ improvements }: Trajectory): (readonly [string, number, number])[] {
  return improvements.map(({ trial: { trial: id }, x, loss }) => [id, x, loss]);
}

describe('the trajectory', () => {
  const trials = [
    success(1, 5, 100, { cost: 2 }),
    success(2, 7, 40, { cost: 3 }),
    trial(3, { state: 'failed', cost: 4, ended_at: at(60) }),
    success(4, 4, 130),
    success(5, Number.NaN, 110, { cost: 'Infinity' }),
    success(6, 4, 140, { cost: 1 }),
    trial(7, { state: 'evaluating', sampled_at: at(95) }),
  ];

  it('goes over evaluations in the order in which they ended, failures included', () => {
    const trajectory = trajectoryOf(trials, over('evaluation'));
    expect(drawn(trajectory)).toEqual([
      ['2', 1, 7],
      ['3', 2, null],
      ['1', 3, 5],
      ['5', 4, null],
      ['4', 5, 4],
      ['6', 6, 4],
    ]);
    expect(incumbents(trajectory)).toEqual([
      ['2', 1, 7],
      ['1', 3, 5],
      ['4', 5, 4],
    ]);
    expect(trajectory.end).toBe(6);
  });

  it('goes over wall time from the first trial that was sampled', () => {
    expect(drawn(trajectoryOf(trials, over('time'))).map(([, x]) => x)).toEqual([10, 30, 70, 80, 100, 110]);
  });

  it('goes over summed costs, failures included, unknown and infinite ones as 0', () => {
    expect(drawn(trajectoryOf(trials, over('cost'))).map(([, x]) => x)).toEqual([3, 7, 9, 9, 9, 10]);
  });

  it('counts of a continued trial only what it went beyond in fidelity', () => {
    const rungs = [
      success('1_rung_0', 9, 20, { rung: 0, fidelity: 3 }),
      success('1_rung_1', 6, 40, { rung: 1, fidelity: 9, previous: '1_rung_0' }),
      success('2_rung_0', 8, 30, { rung: 0, fidelity: 3 }),
      success('1_rung_2', 5, 50, { rung: 2, fidelity: 27, previous: '1_rung_1' }),
    ];
    expect(drawn(trajectoryOf(rungs, over('fidelity')))).toEqual([
      ['1_rung_0', 3, 9],
      ['2_rung_0', 6, 8],
      ['1_rung_1', 12, 6],
      ['1_rung_2', 30, 5],
    ]);
  });

  it('shows one fidelity alone at the places where the others leave it', () => {
    const rungs = [
      success('1_rung_0', 1, 20, { fidelity: 3 }),
      success('2_rung_1', 7, 30, { fidelity: 9 }),
      success('3_rung_1', 6, 40, { fidelity: 9 }),
    ];
    expect(incumbents(trajectoryOf(rungs, over('evaluation', 9)))).toEqual([
      ['2_rung_1', 2, 7],
      ['3_rung_1', 3, 6],
    ]);
  });

  it('counts trials without an end instead of placing them in time', () => {
    const unknown = trial(8, { state: 'success', loss: 1 });
    expect(trajectoryOf([...trials, unknown], over('time'))).toMatchObject({ unplaced: 1, end: 110 });
    expect(trajectoryOf([...trials, unknown], over('evaluation'))).toMatchObject({ unplaced: 0, end: 7 });
  });

  it('is empty without trials', () => {
    for (const axis of AXES) {
      expect(trajectoryOf([], over(axis))).toEqual({
        points: NO_POINTS,
        improvements: [],
        end: 0,
        unplaced: 0,
      });
    }
  });

  it('falls strictly to the best trial along every axis, which never runs back', () => {
    fc.assert(
      fc.property(arbitraryTrials, fc.constantFrom(...AXES), (trials, axis) => {
        const { points, improvements, unplaced, end } = trajectoryOf(trials, over(axis));
        const xs = [...points.x];
        expect(xs).toEqual(xs.toSorted((a, b) => a - b));
        expect(xs.at(-1) ?? 0).toBe(end);
        const losses = improvements.map(({ loss }) => loss);
        expect(losses).toEqual([...new Set(losses)].sort((a, b) => b - a));
        if (unplaced === 0) {
          expect(improvements.at(-1)?.trial ?? null).toBe(bestTrial(trials));
        }
      }),
    );
  });

  it('does not depend on the order of the trials', () => {
    fc.assert(
      fc.property(arbitraryTrials, fc.constantFrom(...AXES), (trials, axis) => {
        expect(trajectoryOf(trials.toReversed(), over(axis))).toEqual(trajectoryOf(trials, over(axis)));
      }),
    );
  });

  it('changes no trial and no list', () => {
    const frozen = Object.freeze(trials.map((each) => Object.freeze(each)));
    expect(trajectoryOf(frozen, over('time')).points.trials).toHaveLength(6);
  });
});

describe('the useful axes', () => {
  it('are those that the trials tell of', () => {
    expect(usefulAxes([])).toEqual(['evaluation']);
    expect(usefulAxes([success(1, 1, 1)])).toEqual(['evaluation', 'time']);
    expect(usefulAxes([success(1, 1, 1, { cost: 0 }), trial(2, { fidelity: 3 })])).toEqual([...AXES]);
  });
});
