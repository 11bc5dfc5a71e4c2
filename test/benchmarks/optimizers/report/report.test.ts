import { describe, expect, test } from 'vitest';
import { meanCurve, regretsOf, stepAt } from './curves.ts';
import { differenceOf } from './difference.ts';
import { drawFigure } from './figure.ts';
import { parallelTable } from './parallel-table.ts';
import { withSection } from './section.ts';
import { verdictOf } from './summary.ts';
import { regretTable } from './tables.ts';
import { logRegret, type ObjectiveEntry, type Trajectory, withVariants } from './trajectories.ts';

const BOWL: ObjectiveEntry = {
  name: 'bowl',
  group: 'black-box',
  optimum: 0,
  random_median: 10,
  evaluations: 4,
  budget: null,
  function: null,
};

function run(optimizer: string, seed: number, losses: readonly (number | null)[], workers = 1): Trajectory {
  return { optimizer, objective: 'bowl', seed, workers, evaluations: null, true: [...losses] };
}

describe('regret', () => {
  test.each([
    [10, 0],
    [1, -1],
    [0.01, -3],
    [0, -4],
    [-1, -4],
    [null, 0],
  ])('of a loss of %s is 10 to the %s', (loss, expected) => {
    expect(logRegret(BOWL, loss)).toBeCloseTo(expected, 12);
  });

  test('is averaged over seeds, then over objectives, as far as all got', () => {
    const other = { ...BOWL, name: 'other' };
    const runs = [
      run('a', 0, [10, 1, 1]),
      run('a', 1, [1, 1, 0.1, 0.01]),
      { ...run('a', 0, [0, 0, 0, 0]), objective: 'other' },
    ];
    const curve = meanCurve(regretsOf('a', [BOWL, other], runs));
    expect(curve.map(({ value }) => value)).toEqual([-2.25, -2.5, -2.75]);
    expect(curve.every(({ value, low, high }) => low <= value && value <= high)).toBe(true);
  });

  test('is compared at a share of the budget or at a number of evaluations', () => {
    expect([1, 0.25, 2, 60].map((checkpoint) => stepAt(BOWL, checkpoint))).toEqual([3, 0, 1, 3]);
  });
});

test('a search without priors counts where only they are new, unless it was run there', () => {
  const variant = { ...BOWL, name: 'bowl_goodprior', function: 'bowl' };
  const runs = [run('a', 0, [1]), run('b', 0, [1]), { ...run('b', 0, [2]), objective: 'bowl_goodprior' }];
  const all = withVariants(runs, [BOWL, variant]);
  expect(all.filter(({ objective }) => objective === 'bowl_goodprior').map((one) => one.optimizer)).toEqual([
    'b',
    'a',
  ]);
});

describe('tables', () => {
  const row = (log10: number) => ({
    objectives: 1,
    seeds: 5,
    log10,
    log10_ci: [log10 - 0.1, log10 + 0.1] as [number, number],
    rank: 1.5,
    rank_ci: [1, 2] as [number, number],
    of: 3,
  });
  const scores = new Map([
    ['mine', row(-1)],
    ['optuna:gp', row(-2)],
    ['neps:mine', row(-0.5)],
  ]);

  test('have the least regret first and ours in bold', () => {
    const text = regretTable([{ label: 'at the end', scores }]);
    expect(text.split('\n').slice(2)).toEqual([
      '| Optuna gp | 5 | −2.00 [−2.10, −1.90] | 1.5 of 3 |',
      '| **`mine`** | 5 | −1.00 [−1.10, −0.90] | 1.5 of 3 |',
      '| NePS mine | 5 | −0.50 [−0.60, −0.40] | 1.5 of 3 |',
    ]);
  });

  test.each([
    [-0.3, -0.4, -0.1, '**ahead**'],
    [-0.3, -0.7, 0.1, 'neither'],
    [-0.1, -0.2, -0.05, 'neither'],
    [0.3, 0.1, 0.4, '**behind**'],
  ] as const)('call a difference of %s between %s and %s %s', (value, low, high, verdict) => {
    expect(verdictOf({ value, low, high })).toBe(verdict);
  });

  test('compare two optimizers where both got', () => {
    const runs = [0, 1].flatMap((seed) => [run('a', seed, [1, 1, 1, 0.1]), run('b', seed, [10, 10])]);
    expect(differenceOf({ ours: 'a', other: 'b', at: 2 }, [BOWL], runs)).toEqual({
      value: -1,
      low: -1,
      high: -1,
    });
    expect(differenceOf({ ours: 'a', other: 'b', at: 1 }, [BOWL], runs)).toBeNull();
  });

  test('set several workers beside one', () => {
    const runs = [0, 1, 2].flatMap((seed) => [run('a', seed, [1, 1, 1, 1]), run('a', seed, [2, 2, 2, 2], 8)]);
    expect(parallelTable([BOWL], runs).split('\n').at(-1)).toBe(
      '| `a` | black-box | 8 | 0.10 | 0.20 | 2.00 [2.00, 2.00] |',
    );
  });
});

test('a figure has a line for each series, a title, both axes and a legend', () => {
  const curve = [0, -1, -2].map((value) => ({ value, low: value - 0.1, high: value + 0.1 }));
  const svg = drawFigure({
    description: 'Regret & more',
    columns: 1,
    panels: [{ title: 'bowl', across: 'evaluations', series: [{ label: 'mine', style: 'blue', curve }] }],
  });
  expect(svg).toContain('aria-label="Regret &amp; more"');
  for (const words of [
    '>bowl<',
    '>evaluations<',
    '>normalised regret<',
    '>mine<',
    '>0.1<',
    'class="line blue"',
  ]) {
    expect(svg).toContain(words);
  }
});

describe('a page with a part that is written', () => {
  test('gets it at its end, and keeps the rest when it is written again', () => {
    const first = withSection('# Page\n\nText.\n', '## Part', 'one');
    expect(first).toMatch(/^# Page\n\nText\.\n\n## Part\n\n<!-- .* -->\n\none\n\n<!-- .* -->\n$/);
    expect(withSection(`${first}\n## After\n`, '## Part', 'two')).toBe(
      `${first.replace('one', 'two')}\n## After\n`,
    );
  });
});
