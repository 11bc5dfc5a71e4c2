import { describe, expect, it } from 'vitest';
import { trajectoryOf } from '#core/analysis/charts/trajectory.ts';
import { type TrajectoryChartOptions, trajectoryChart } from '#core/analysis/charts/trajectory-chart.ts';
import { NO_POINTS } from '#core/analysis/charts/trajectory-points.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { fc } from '#test/support/fast-check.ts';
import { arbitraryTrials, at, success, trial } from '../trials.ts';

const OPTIONS: TrajectoryChartOptions = { axis: 'evaluation', fidelity: null, scale: 'linear', limit: 300 };

/** A run whose losses fall slowly under noise, with a failure each 50 trials. */
function longRun(length: number): Trial[] {
  return Array.from({ length }, (_, index) =>
    index % 50 === 49
      ? trial(index + 1, { state: 'failed', ended_at: at(index) })
      : success(index + 1, 1 + 10 / (index + 1) + ((index * 7919) % 101) / 50, index),
  );
}

describe('the trajectory chart', () => {
  const trials = [
    success(1, 4, 20, { rung: 0 }),
    trial(2, { state: 'failed', ended_at: at(30) }),
    success(3, -1, 40),
    success(4, Number.NaN, 50),
    success(5, 9, 60),
    trial(6, { state: 'evaluating' }),
    trial(7, { state: 'stale' }),
    trial(8, { state: 'pending' }),
  ];

  it('has losses, steps, the lane without loss and what is under way', () => {
    expect(trajectoryChart(trials, OPTIONS)).toEqual({
      losses: [
        { trial: '1', state: 'success', rung: 0, x: 1, loss: 4 },
        { trial: '3', state: 'success', rung: null, x: 3, loss: -1 },
        { trial: '5', state: 'success', rung: null, x: 5, loss: 9 },
      ],
      steps: [
        { trial: '1', state: 'success', rung: 0, x: 1, loss: 4 },
        { trial: '3', state: 'success', rung: null, x: 3, loss: -1 },
      ],
      withoutLoss: [
        { trial: '2', state: 'failed', rung: null, x: 2 },
        { trial: '4', state: 'success', rung: null, x: 4 },
      ],
      underWay: [
        { trial: '6', state: 'evaluating', rung: null, x: 6 },
        { trial: '7', state: 'stale', rung: null, x: 7 },
      ],
      end: 5,
      lossRange: [-1, 9],
      shown: 5,
      total: 5,
      cloud: NO_POINTS,
      belowLog: 0,
      unplaced: 0,
    });
  });

  it('says how many losses a logarithmic axis cannot show', () => {
    const chart = trajectoryChart(trials, { ...OPTIONS, scale: 'log' });
    expect(chart.losses.map(({ loss }) => loss)).toEqual([4, 9]);
    expect(chart.steps.map(({ loss }) => loss)).toEqual([4]);
    expect(chart).toMatchObject({ lossRange: [4, 9], belowLog: 1, shown: 4, total: 5 });
  });

  it('puts what is under way at the end of the other axes', () => {
    const { end, underWay } = trajectoryChart(trials, { ...OPTIONS, axis: 'time' });
    expect(underWay.map(({ x }) => x)).toEqual([end, end]);
  });

  it('shows one fidelity alone, also of what is under way', () => {
    const rungs = [
      success('1_rung_0', 1, 20, { fidelity: 3 }),
      success('2_rung_1', 7, 30, { fidelity: 9 }),
      trial('3_rung_0', { state: 'evaluating', fidelity: 3 }),
      trial('4_rung_1', { state: 'evaluating', fidelity: 9 }),
    ];
    const { losses, underWay } = trajectoryChart(rungs, { ...OPTIONS, fidelity: 9 });
    expect(losses.map((mark) => mark.trial)).toEqual(['2_rung_1']);
    expect(underWay.map((mark) => mark.trial)).toEqual(['4_rung_1']);
  });

  it('has no range without a loss', () => {
    expect(trajectoryChart([trial(1, { state: 'failed' })], OPTIONS)).toMatchObject({
      lossRange: null,
      shown: 1,
    });
  });

  it('makes a long run a cloud of all its trials, and keeps every incumbent in the line', () => {
    const run = longRun(5000);
    const chart = trajectoryChart(run, OPTIONS);
    const whole = trajectoryOf(run, OPTIONS);
    expect(chart).toMatchObject({ losses: [], withoutLoss: [], shown: 5000, total: 5000 });
    expect(chart.cloud).toEqual(whole.points);
    expect(chart.steps.map((step) => step.trial)).toEqual(whole.improvements.map((each) => each.trial.trial));
    const losses = whole.points.loss.filter((loss) => !Number.isNaN(loss));
    expect(chart.lossRange).toEqual([Math.min(...losses), Math.max(...losses)]);
  });

  it('shows each completed trial once, whatever the run', () => {
    fc.assert(
      fc.property(arbitraryTrials, fc.nat(30), fc.constantFrom('linear', 'log'), (run, limit, scale) => {
        const chart = trajectoryChart(run, { ...OPTIONS, limit, scale });
        const marked = [...chart.losses, ...chart.withoutLoss].map((mark) => mark.trial);
        const ids = [...marked, ...chart.cloud.trials.map((each) => each.trial)];
        expect(new Set(ids).size).toBe(ids.length);
        expect(chart.shown).toBe(ids.length);
        expect(marked.length).toBeLessThanOrEqual(limit);
        expect(ids).toEqual(expect.arrayContaining(chart.steps.map((step) => step.trial)));
      }),
    );
  });

  it('does not depend on the order of the trials', () => {
    fc.assert(
      fc.property(arbitraryTrials, fc.nat(30), (run, limit) => {
        const options = { ...OPTIONS, limit };
        expect(trajectoryChart(run.toReversed(), options)).toEqual(trajectoryChart(run, options));
      }),
    );
  });

  it('takes 100,000 trials', () => {
    const chart = trajectoryChart(longRun(100_000), { ...OPTIONS, axis: 'time' });
    expect(chart).toMatchObject({ shown: 100_000, total: 100_000 });
  });
});
