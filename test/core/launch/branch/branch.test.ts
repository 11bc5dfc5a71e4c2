import { describe, expect, it } from 'vitest';
import { parseRun } from '#core/config/run/parse-run.ts';
import type { ResolvedOptimizer } from '#core/contract/optimizers/optimizers.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { branchTrials } from '#core/launch/branch/branch.ts';
import { trial as trialOf } from '#test/core/analysis/trials.ts';

function space(text: string): SearchSpace {
  const { space: read } = parseRun({
    text: `evaluate_pipeline: a.py:f\npipeline_space:\n${text.replace(/^/gm, '  ')}\n`,
    file: null,
    readText: () => null,
  });
  if (read === null) {
    throw new Error('Expected a readable space');
  }
  return read;
}

const OLD = space('lr: {lower: 0.1, upper: 1.0}\nlayers: {lower: 1, upper: 8}\nact: [relu, tanh]\nseed: 7');
const RANDOM: ResolvedOptimizer = { name: 'random_search', arguments: {}, reason: '' };

function trial(number: number | string, config: Trial['config'], change: Partial<Trial> = {}): Trial {
  return trialOf(number, {
    state: 'success',
    config,
    loss: 0.5,
    cost: 1,
    worker: 'w',
    sampled_at: '2026-01-01T00:00:00.000Z',
    started_at: '2026-01-01T00:00:00.000Z',
    ended_at: `2026-01-01T00:0${String(number)[0]}:00.000Z`,
    ...change,
  });
}

const CONFIG = { lr: 0.5, layers: 3, act: 'relu', seed: 7 };
const RANGE = { optimizer: RANDOM };

function branch(to: SearchSpace, ...trials: readonly Trial[]) {
  return branchTrials({ trials, from: { space: OLD, ...RANGE }, to: { space: to, ...RANGE } });
}

describe('a trial fits another space', () => {
  it('where every value lies in it', () => {
    expect(branch(OLD, trial(1, CONFIG)).report).toEqual({ imported: 1, keeps_rungs: true, left_out: [] });
  });

  it.each([
    [
      'beyond a bound',
      'lr: {lower: 0.1, upper: 0.4}',
      'has a value of `lr` that the new space does not allow',
    ],
    [
      'of a choice that is gone',
      'act: [tanh, gelu]',
      'has a value of `act` that the new space does not allow',
    ],
    ['of another constant', 'seed: 8', 'has a value of `seed` that the new space does not allow'],
  ])('not with a value %s', (_name, line, because) => {
    const key = line.slice(0, line.indexOf(':'));
    const old = 'lr: {lower: 0.1, upper: 1.0}\nlayers: {lower: 1, upper: 8}\nact: [relu, tanh]\nseed: 7';
    const to = space(old.replace(new RegExp(`^${key}:.*$`, 'm'), line));
    expect(branch(to, trial(1, CONFIG)).report).toEqual({
      imported: 0,
      keeps_rungs: true,
      left_out: [{ because, trials: 1 }],
    });
  });

  it('not without a value of a new parameter, nor with one of a parameter that is gone', () => {
    const more = [...OLD, ...space('width: [16, 64]')];
    expect(branch(more, trial(1, CONFIG)).report.left_out).toEqual([
      { because: 'has no value of `width`', trials: 1 },
    ]);
    const fewer = OLD.filter(({ name }) => name !== 'act');
    expect(branch(fewer, trial(1, CONFIG)).report.left_out).toEqual([
      { because: 'has a value of `act`, which the new space lacks', trials: 1 },
    ]);
  });

  it('not with a fidelity above the new upper bound', () => {
    const epochs = (upper: number) =>
      space(`x: [0.0, 1.0]\nepochs: {lower: 1, upper: ${upper}, is_fidelity: true}`);
    const at = (number: number, fidelity: number) =>
      trial(number, { x: 0.5, epochs: fidelity }, { fidelity });
    const { report, trials } = branchTrials({
      trials: [at(1, 27), at(2, 9)],
      from: { space: epochs(27), ...RANGE },
      to: { space: epochs(9), ...RANGE },
    });
    expect(trials.map(({ fidelity }) => fidelity)).toEqual([9]);
    expect(report.left_out).toEqual([
      { because: 'has a value of `epochs` that the new space does not allow', trials: 1 },
    ]);
  });

  it('with its failure too, but not without a result', () => {
    const failed = trial(1, CONFIG, { state: 'failed', loss: null });
    const { report, trials } = branch(OLD, failed, trial(2, CONFIG, { state: 'evaluating', loss: null }));
    expect(trials.map(({ state }) => state)).toEqual(['failed']);
    expect(report.left_out).toEqual([{ because: 'has no result', trials: 1 }]);
  });
});

describe('trials that fit', () => {
  it('are numbered from 1 in the order in which they ended', () => {
    const { trials } = branch(
      OLD,
      trial(4, { ...CONFIG, lr: 0.2 }),
      trial(3, { ...CONFIG, lr: 0.9 }),
      trial(9, {}),
    );
    expect(trials.map(({ trial: id, config }) => [id, config.lr])).toEqual([
      ['1', 0.9],
      ['2', 0.2],
    ]);
  });

  const EPOCHS = space('x: [0.0, 1.0]\nepochs: {lower: 1, upper: 9, is_fidelity: true}');
  const HYPERBAND: ResolvedOptimizer = { name: 'hyperband', arguments: { eta: 3 }, reason: '' };
  const rungs = [
    trial('3_rung_0', { x: 0.5, epochs: 3 }, { bracket: 0, rung: 0, fidelity: 3 }),
    trial('5_rung_0', { x: 0.1, epochs: 3 }, { bracket: 0, rung: 0, fidelity: 3 }),
    trial(
      '3_rung_1',
      { x: 0.5, epochs: 9 },
      { bracket: 0, rung: 1, fidelity: 9, previous: '3_rung_0', ended_at: '2026-01-01T00:08:00.000Z' },
    ),
  ];

  it('keep brackets, rungs and what they continue with the same optimizer', () => {
    const { trials } = branchTrials({
      trials: rungs,
      from: { space: EPOCHS, optimizer: HYPERBAND },
      to: { space: EPOCHS, optimizer: { ...HYPERBAND, reason: 'other words' } },
    });
    expect(trials.map(({ trial: id, rung, previous }) => [id, rung, previous])).toEqual([
      ['1_rung_0', 0, null],
      ['2_rung_0', 0, null],
      ['1_rung_1', 1, '1_rung_0'],
    ]);
  });

  it('belong to no rung with another one', () => {
    const { trials, report } = branchTrials({
      trials: rungs,
      from: { space: EPOCHS, optimizer: HYPERBAND },
      to: { space: EPOCHS, optimizer: { ...HYPERBAND, arguments: { eta: 4 } } },
    });
    expect(report.keeps_rungs).toBe(false);
    expect(
      trials.map(({ trial: id, rung, bracket, previous, fidelity }) => [
        id,
        rung,
        bracket,
        previous,
        fidelity,
      ]),
    ).toEqual([
      ['1', null, null, null, 3],
      ['2', null, null, null, 3],
      ['3', null, null, null, 9],
    ]);
  });
});
