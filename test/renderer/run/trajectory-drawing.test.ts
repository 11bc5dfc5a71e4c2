import { describe, expect, it } from 'vitest';
import { trajectoryChart } from '#core/analysis/charts/trajectory-chart.ts';
import { NO_POINTS } from '#core/analysis/charts/trajectory-points.ts';
import { linearTicks, logTicks, timeTicks } from '#renderer/components/chart/axes/ticks.ts';
import { binCloud, placeCloud } from '#renderer/features/run/overview/trajectory/cloud/cloud.ts';
import { EDGES, geometryOf } from '#renderer/features/run/overview/trajectory/plot/geometry.ts';
import {
  markOf,
  nearestMark,
  neighbourMark,
} from '#renderer/features/run/overview/trajectory/pointer/overlay.tsx';
import { trajectoryCsv } from '#renderer/features/run/overview/trajectory/trajectory-card.tsx';
import {
  leftWords,
  textAlternative,
  whatIsLeftOut,
} from '#renderer/features/run/overview/trajectory/words.ts';
import { fc } from '#test/support/fast-check.ts';
import { demoRuns } from '../support/demo-runs.ts';
import { demoTrials, statusOf } from '../support/demo-trials.ts';
import { trial } from './trials.ts';

const SIZE = { width: 800, height: 300 };
const OPTIONS = { axis: 'evaluation', fidelity: null, limit: 300, scale: 'linear' } as const;

function run(name: string) {
  const found = demoRuns().find((each) => each.name === name);
  if (!found) {
    throw new Error(`no demo run ${name}`);
  }
  return found;
}

function chartOf(completed: number) {
  return trajectoryChart(
    demoTrials({ seed: 3, completed, evaluating: 2, endedSecondsAgo: 1, losses: [0.9, 0.1] }),
    OPTIONS,
  );
}

const NO_CLOUD = placeCloud(NO_POINTS, {
  xDomain: [0, 1],
  leftOf: (x) => x,
  topOf: (loss) => loss,
  laneTop: 0,
});

describe('many trials', () => {
  const trials = run('optuna-lgbm').trials;
  const input = {
    axis: 'evaluation',
    scale: 'linear',
    size: { width: 800, height: 300 },
    budget: null,
    zoom: null,
  } as const;
  const chart = trajectoryChart(trials, OPTIONS);

  it('lie in bins, each of them once', () => {
    const { cloud, size } = geometryOf({ ...input, chart });
    const { withLoss, withoutLoss, most } = binCloud(cloud ?? NO_CLOUD, size);
    const sum = (bins: Uint32Array) => bins.reduce((all, count) => all + count, 0);
    expect(sum(withLoss.counts)).toBe(chart.cloud.loss.filter((loss) => !Number.isNaN(loss)).length);
    expect(sum(withLoss.counts) + sum(withoutLoss.counts)).toBe(744);
    expect(most).toBe(Math.max(...withLoss.counts, ...withoutLoss.counts));
  });

  it('are found by pointer and arrow keys as marks are', () => {
    const geometry = geometryOf({ ...input, chart });
    const last = neighbourMark(geometry, null, -1);
    const before = neighbourMark(geometry, last?.trial ?? null, -1);
    expect([last?.x, before?.x]).toEqual([744, 743]);
    expect(nearestMark(geometry, last?.left ?? 0, last?.top ?? 0)?.trial).toBe(last?.trial);
    expect(markOf(geometry, before?.trial ?? null)).toEqual(before);
    expect(markOf(geometry, 'no such trial')).toBeNull();
  });

  it('are those of a zoom alone', () => {
    const geometry = geometryOf({ ...input, chart, zoom: [100, 200] });
    expect(markOf(geometry, chart.cloud.trials[50]?.trial ?? null)).toBeNull();
    expect(neighbourMark(geometry, null, -1)?.x).toBe(200);
  });
});

describe('ticks', () => {
  it('are round, inside, ascending and not too many for any range', () => {
    const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(number, fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (from, span) => {
        const ticks = linearTicks(from, from + span, 6);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks.toSorted((a, b) => a - b)).toEqual(ticks);
        expect(ticks.every((tick) => tick >= from - span * 1e-6 && tick <= from + span * (1 + 1e-6))).toBe(
          true,
        );
      }),
    );
  });

  it('of a logarithm are 1, 2, 5, then powers, then round numbers, as the range asks', () => {
    expect(logTicks(0.05, 1.2, 6)).toEqual([0.05, 0.1, 0.2, 0.5, 1]);
    expect(logTicks(1e-4, 2, 6)).toEqual([1e-4, 1e-3, 0.01, 0.1, 1]);
    expect(logTicks(0.031, 0.039, 6)).toEqual([0.032, 0.034, 0.036, 0.038]);
  });

  it('of time fall on whole units', () => {
    expect(timeTicks(0, 5_400, 11)).toEqual([0, 600, 1200, 1800, 2400, 3000, 3600, 4200, 4800, 5400]);
    expect(timeTicks(0, 20 * 86_400, 11).every((tick) => tick % 86_400 === 0)).toBe(true);
  });

  it('of a time below two seconds fall on parts of a second', () => {
    expect(timeTicks(0, 0.09, 6)).toEqual([0, 0.02, 0.04, 0.06, 0.08]);
    expect(timeTicks(0, 2, 6)).toEqual([0, 1, 2]);
  });
});

describe('the geometry of the chart', () => {
  const input = { chart: chartOf(20), axis: 'evaluation', scale: 'linear', size: SIZE, zoom: null } as const;

  it('shows the whole budget and shades what is still to come', () => {
    const geometry = geometryOf({ ...input, budget: 60 });
    expect(geometry.xDomain).toEqual([0, 60]);
    // 20 completed, 2 under way.
    expect(geometry.comesFrom).toBe(22.5);
  });

  it('does not squeeze a few trials into a corner of a huge budget', () => {
    expect(geometryOf({ ...input, budget: 100_000 }).xDomain[1]).toBe(22 * 6);
  });

  it('shades nothing without a budget or when it is used up', () => {
    expect(geometryOf({ ...input, budget: null }).comesFrom).toBeNull();
    expect(geometryOf({ ...input, budget: 20 }).comesFrom).toBeNull();
  });

  it('leads from a place back to where it came from', () => {
    const { xAt, leftOf } = geometryOf({ ...input, budget: 60 });
    expect(xAt(leftOf(17))).toBeCloseTo(17);
    expect([leftOf(0), leftOf(60)]).toEqual([EDGES.left, SIZE.width - EDGES.right]);
  });

  it('keeps every loss above the lane and every other trial in it', () => {
    const geometry = geometryOf({ ...input, budget: null });
    const lane = SIZE.height - EDGES.bottom - 28;
    for (const { loss, top } of geometry.placed) {
      expect(loss === null ? top > lane : top >= EDGES.top && top <= lane).toBe(true);
    }
  });

  it('fits the losses to a part of the axis that is zoomed into', () => {
    const whole = geometryOf({ ...input, budget: null });
    const part = geometryOf({ ...input, budget: null, zoom: [12, 18] });
    expect(part.xDomain).toEqual([12, 18]);
    expect(part.placed.every(({ x }) => x >= 12 && x <= 18)).toBe(true);
    expect(part.yDomain[1] - part.yDomain[0]).toBeLessThan(whole.yDomain[1] - whole.yDomain[0]);
  });

  it('draws a run whose losses are all the same, and one without any', () => {
    const same = trajectoryChart([trial({ trial: '1' }), trial({ trial: '2' })], OPTIONS);
    const { yDomain } = geometryOf({ ...input, chart: same, budget: null });
    expect(yDomain[0]).toBeLessThan(0.5);
    expect(yDomain[1]).toBeGreaterThan(0.5);
    const nothing = geometryOf({ ...input, chart: trajectoryChart([], OPTIONS), budget: null });
    expect([nothing.xDomain, nothing.yTicks]).toEqual([[0, 1], []]);
  });

  it('finds the trial nearest to the pointer, and none far from all', () => {
    const geometry = geometryOf({ ...input, budget: null });
    const [first] = geometry.placed;
    expect(nearestMark(geometry, (first?.left ?? 0) + 2, (first?.top ?? 0) - 2)?.trial).toBe(first?.trial);
    expect(nearestMark(geometry, -500, -500)).toBeNull();
  });
});

describe('words of the chart', () => {
  it('say how many trials it shows and the best loss', () => {
    const demo = run('resnet-cifar');
    const chart = trajectoryChart(demo.trials, OPTIONS);
    const words = textAlternative(chart, statusOf(demo).best);
    expect(words).toMatch(
      /^Shows 61 completed trials, 5 without a loss, 5 under way, best loss 0\.\d+, of trial /,
    );
  });

  it('say that many trials are binned, and nothing of a whole chart', () => {
    const many = trajectoryChart(run('optuna-lgbm').trials, OPTIONS);
    expect(whatIsLeftOut(many)).toBe(
      '744 trials, binned: the more lie in a place, the darker it is. Every new best has a mark.',
    );
    expect(textAlternative(many, null)).toMatch(/^Shows 744 completed trials, binned, /);
    expect(whatIsLeftOut(chartOf(20))).toBeNull();
  });

  it('say which losses a logarithmic axis cannot show', () => {
    const trials = [trial({ trial: '1' }), trial({ trial: '2', loss: 0 })];
    expect(whatIsLeftOut(trajectoryChart(trials, { ...OPTIONS, scale: 'log' }))).toBe(
      '1 loss of 0 or less cannot stand on a logarithmic axis.',
    );
  });

  it('say what is left of a budget', () => {
    const status = statusOf(run('resnet-cifar'));
    expect(leftWords('evaluation', status)).toBe('34 evaluations left');
    expect(leftWords('time', status)).toBeNull();
    expect(leftWords('evaluation', statusOf(run('lstm-energy')))).toBeNull();
  });
});

it('exports every trial with the best loss so far, also those that are not drawn', () => {
  const { trials } = run('optuna-lgbm');
  const lines = trajectoryCsv(trials, { axis: 'time', fidelity: null }).trimEnd().split('\r\n');
  expect(lines[0]).toBe('trial,state,seconds,loss,best_loss');
  expect(lines).toHaveLength(745);
});
