import { describe, expect, it } from 'vitest';
import { type TrajectoryAxis, trajectoryOf, usefulAxes } from '#core/analysis/charts/trajectory.ts';
import { compareRuns, differenceOfMeans, outcomeOf } from '#core/analysis/compare/compare-runs.ts';
import { commonGround, differencesOf } from '#core/analysis/compare/differences.ts';
import { groupRuns } from '#core/analysis/compare/groups.ts';
import { lossCurves } from '#core/analysis/compare/loss-curves.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { fc } from '#test/support/fast-check.ts';
import { arbitraryTrials, at, success, trial } from '../trials.ts';
import { comparedRun, curve, width } from './runs.ts';

const asha = { optimizer: { name: 'asha', arguments: { eta: 3 } } };
const RUNS = [
  comparedRun('a', curve(10, [1, 4], [2, 2]), { seed: 1 }),
  comparedRun('b', curve(10, [1, 6], [4, 4]), { seed: 2 }),
  comparedRun('c', curve(10, [1, 3], [3, 1]), { ...asha, seed: 1 }),
  comparedRun('d', curve(10, [1, 3], [6, 1]), {
    ...asha,
    optimizer: { name: 'asha', arguments: { eta: 4 } },
    seed: 2,
  }),
];
const names = (groups: ReturnType<typeof groupRuns>) =>
  groups.map(({ name, runs }) => [name, runs.map((run) => run.name).join('')]);

describe('groups of runs', () => {
  it('are those of one optimizer, whatever its arguments', () => {
    expect(names(groupRuns(RUNS, 'optimizer'))).toEqual([
      ['Random search', 'ab'],
      ['ASHA', 'cd'],
    ]);
  });

  it('are those whose settings are the same but for the seed, and where and how they are kept', () => {
    const noted = {
      ...RUNS[0],
      key: 'e',
      name: 'e',
      settings: { ...RUNS[0]?.settings, post_run_summary: false },
    };
    expect(names(groupRuns([...RUNS, comparedRun('e', curve(1), noted)], 'settings'))).toEqual([
      ['Random search', 'abe'],
      ['ASHA, eta 3', 'c'],
      ['ASHA, eta 4', 'd'],
    ]);
  });

  it('are apart where a budget or a parameter differs', () => {
    const wider = comparedRun('e', curve(1), { space: [width(16)] });
    const longer = comparedRun('f', curve(1), { settings: { max_evaluations_total: 20 } });
    expect(names(groupRuns([comparedRun('a', curve(1)), wider, longer], 'settings'))).toEqual([
      ['Random search, width 1 to 8, max_evaluations_total 10', 'a'],
      ['Random search, width 1 to 16, max_evaluations_total 10', 'e'],
      ['Random search, width 1 to 8, max_evaluations_total 20', 'f'],
    ]);
  });

  it('are each run by itself, or as a person chose', () => {
    const same = comparedRun('a', curve(1), { key: 'other' });
    expect(names(groupRuns([...RUNS.slice(0, 1), same], 'run'))).toEqual([
      ['a', 'a'],
      ['a (2)', 'a'],
    ]);
    const byHand = new Map([
      ['a', 'old'],
      ['c', 'new'],
      ['d', 'old'],
    ]);
    expect(names(groupRuns(RUNS, 'hand', byHand))).toEqual([
      ['old', 'ad'],
      ['Other runs', 'b'],
      ['new', 'c'],
    ]);
  });
});

describe('a comparison', () => {
  const options = { axis: 'evaluation', highestOnly: false, band: 'confidence', target: null } as const;
  const { groups, target } = compareRuns(groupRuns(RUNS, 'optimizer'), options);

  it('tells means, ranks and the time to the target of each group', () => {
    expect(groups.map(({ final }) => final?.mean)).toEqual([3, 1]);
    expect(groups.map(({ ranks }) => ranks.at(-1))).toEqual([
      [10, 2],
      [10, 1],
    ]);
    expect(target).toBe(2);
    expect(groups.map((group) => group.target)).toEqual([
      { median: null, reached: 1, runs: 2 },
      { median: 4.5, reached: 2, runs: 2 },
    ]);
  });

  it('has the interval of the bootstrap around a mean: of two runs that of both ends', () => {
    expect(groups[0]?.final).toMatchObject({ lower: 2, upper: 4 });
  });

  it('tells by how much the means of two groups differ, and says nothing of single runs', () => {
    const [random, other] = groups;
    expect(random && other && differenceOfMeans(other, random)).toEqual({
      difference: 2,
      lower: 1,
      upper: 3,
    });
    const [single] = compareRuns(groupRuns(RUNS.slice(0, 1), 'run'), options).groups;
    expect(single && other && differenceOfMeans(other, single)).toBeNull();
  });

  it('leaves out runs that have no place on the axis', () => {
    const { groups: byCost, leftOut } = compareRuns(groupRuns(RUNS, 'optimizer'), {
      ...options,
      axis: 'cost',
    });
    expect(leftOut.map(({ run }) => run.name)).toEqual(['a', 'b', 'c', 'd']);
    expect(byCost.map(({ final, target: reached }) => [final, reached])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it('leaves out runs of several objectives, and those that can not be read, and goes on without them', () => {
    const others = [
      comparedRun('e', curve(10), { objectives: 2 }),
      comparedRun('f', curve(0), { state: null, unreadable_because: 'gone', completed: 0 }),
    ];
    const result = compareRuns(groupRuns([...RUNS, ...others], 'optimizer'), options);
    expect(result.leftOut.map(({ run, because }) => [run.name, because])).toEqual([
      ['e', 'objectives'],
      ['f', 'unreadable'],
    ]);
    expect(result.groups[0]?.curve).toEqual(groups[0]?.curve);
    expect(result.groups[0]?.target).toEqual(groups[0]?.target);
  });

  it('takes a stopped run as far as it has come', () => {
    const stopped = comparedRun('e', curve(4, [2, 3]), { state: 'stopped' });
    const [group] = compareRuns(groupRuns([...RUNS.slice(0, 2), stopped], 'optimizer'), options).groups;
    expect(group?.curve.points.map(({ x }) => x)).toEqual([2, 4]);
  });

  it('tells of each run what it found, when, and what it took', () => {
    expect(outcomeOf(comparedRun('a', curve(10, [1, 4], [2, 2]), { failed: 3 }), true)).toMatchObject({
      best: 2,
      at: 2,
      evaluations: 10,
      seconds: 10,
      cost: null,
      failed: 3,
    });
  });
});

describe('what differs', () => {
  it('is told by key, with the runs of each value, the most common first', () => {
    const wider = comparedRun('e', curve(1), { space: [width(16)], seed: 1 });
    const differences = differencesOf([...RUNS.slice(0, 3), wider]);
    const told = differences.map(({ key, values, isHousekeeping }) => [
      key,
      values.map(({ text, runs }) => `${text}: ${runs.map(({ name }) => name).join('')}`),
      isHousekeeping,
    ]);
    expect(told).toEqual([
      ['optimizer', ['random_search: abe', 'asha: c'], false],
      ['seed', ['1: ace', '2: b'], false],
      ['pipeline_space.width', ['1 to 8: abc', '1 to 16: e'], false],
      ['root_directory', ['/runs/a: a', '/runs/b: b', '/runs/c: c', '/runs/e: e'], true],
    ]);
    expect(differencesOf(RUNS).map(({ key }) => key)).toContain('optimizer.eta');
    expect(commonGround(RUNS, differences)).toBe('The search spaces differ in 1 parameter.');
  });

  it('is not the last digits of bounds that were read off trials', () => {
    const seen = (name: string, lower: number, space_inferred: boolean) => {
      const { log, prior, prior_confidence, is_fidelity } = width();
      const space = [
        { kind: 'float', name: 'lr', lower, upper: 1, log, prior, prior_confidence, is_fidelity } as const,
      ];
      return comparedRun(name, curve(1), { space, space_inferred, settings: null });
    };
    const keys = (inferred: boolean) =>
      differencesOf([seen('a', 0.012341, inferred), seen('b', 0.012343, inferred)]).map(({ key }) => key);
    expect(keys(true)).toEqual([]);
    expect(keys(false)).toEqual(['pipeline_space.lr']);
  });

  it('is not the order of choices', () => {
    const kinds = (choices: readonly string[]) =>
      comparedRun(choices[0] ?? '', curve(1), {
        settings: null,
        space: [
          {
            kind: 'categorical',
            name: 'kind',
            choices: [...choices],
            choice_kinds: choices.map(() => 'string' as const),
            prior: null,
            prior_confidence: null,
          },
        ],
      });
    const runs = [kinds(['adam', 'sgd']), kinds(['sgd', 'adam'])];
    expect(differencesOf(runs)).toEqual([]);
    expect(commonGround(runs, [])).toBe('All runs share one search space and one pipeline.');
  });

  it('is known in part where a space is read off the trials', () => {
    const foreign = comparedRun('f', curve(1), { space_inferred: true });
    expect(commonGround([foreign, comparedRun('a', curve(1))], [])).toContain(
      'of 1 of 2 runs the space is read off',
    );
  });
});

describe('the curves of a run', () => {
  const rung = (id: number, loss: number, fidelity: number, previous: string | null = null) => ({
    ...success(id, loss, id * 10),
    fidelity,
    previous,
  });
  const trials = [
    rung(1, 5, 3),
    rung(2, 4, 9),
    rung(3, 3, 3),
    rung(4, 3.5, 9, '3'),
    trial(5, { state: 'failed', ended_at: at(60) }),
  ];

  it('go over evaluations, seconds and full evaluations, and over cost where there is one', () => {
    const { all, highest } = lossCurves(trials, null);
    expect(all.evaluation).toEqual({
      points: [
        [1, 5],
        [2, 4],
        [3, 3],
      ],
      end: 5,
    });
    expect(all.fidelity).toEqual({
      points: [
        [3 / 9, 5],
        [12 / 9, 4],
        [15 / 9, 3],
      ],
      end: 21 / 9,
    });
    expect(all.time?.points.map(([, loss]) => loss)).toEqual([5, 4, 3]);
    expect(all.cost).toBeNull();
    expect(highest?.evaluation.points).toEqual([
      [2, 4],
      [4, 3.5],
    ]);
  });

  it('know the highest fidelity by the space', () => {
    const space = [{ ...width(18), is_fidelity: true, name: 'epochs' }];
    const { all, highest } = lossCurves(trials, space);
    expect(all.fidelity?.end).toBe(21 / 18);
    expect(highest?.evaluation).toEqual({ points: [], end: 5 });
  });

  /** The same curve by the trajectory; `unit` is what one stands for on the axis. */
  function byTrajectory(any: readonly Trial[], axis: TrajectoryAxis, fidelity: number | null, unit: number) {
    const { improvements, end } = trajectoryOf(any, { axis, fidelity });
    return { points: improvements.map(({ x, loss }) => [x / unit, loss]), end: end / unit };
  }

  it('are the incumbents of the trajectory over each axis, whatever the trials', () => {
    fc.assert(
      fc.property(
        arbitraryTrials,
        fc.array(fc.constantFrom(3, 9), { minLength: 60, maxLength: 60 }),
        (any, fidelities) => {
          const rungs = any.map((each, index) => ({ ...each, fidelity: fidelities[index] ?? 3 }));
          const { all, highest } = lossCurves(rungs, [{ ...width(9), is_fidelity: true }]);
          for (const axis of usefulAxes(rungs)) {
            const unit = axis === 'fidelity' ? 9 : 1;
            expect(all[axis]).toEqual(byTrajectory(rungs, axis, null, unit));
            expect(highest?.[axis]).toEqual(byTrajectory(rungs, axis, 9, unit));
          }
        },
      ),
    );
  });

  it('are of all losses alone where there is no fidelity', () => {
    expect(lossCurves([success(1, 2, 3)], null)).toMatchObject({ highest: null, all: { fidelity: null } });
  });
});
