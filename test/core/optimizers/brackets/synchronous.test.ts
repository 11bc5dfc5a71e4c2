import { describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import { hyperband } from '#core/optimizers/brackets/hyperband.ts';
import { successiveHalving } from '#core/optimizers/brackets/successive-halving.ts';
import { inputAfter, simulate, success } from '#test/core/optimizers/simulate.ts';
import { begunIn, continued, type Result, SPACE } from './trials-of-rungs.ts';

const HYPERBAND = hyperband.create(SPACE, { eta: 3, sample_prior_first: false });

function halving(early_stopping_rate: number) {
  return successiveHalving.create(SPACE, { eta: 3, early_stopping_rate, sample_prior_first: false });
}

function places(trials: readonly Trial[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { bracket, rung } of trials) {
    counts.set(`${bracket}.${rung}`, (counts.get(`${bracket}.${rung}`) ?? 0) + 1);
  }
  return [...counts].map(([place, count]) => `${place} × ${count}`);
}

function losing(trial: Trial, step: number): Partial<Trial> {
  return success(Number(trial.trial.split('_')[0]), step);
}

/** A full lowest rung of the first bracket. */
function lowest(results: readonly Result[]): readonly Trial[] {
  return begunIn({ bracket: 0, rung: 0 }, results);
}

describe('one worker', () => {
  it('runs the brackets of Hyperband one after the other, each complete before the next one begins', () => {
    const { trials } = simulate(HYPERBAND, SPACE, { steps: 40 + 17 + 8 + 4 + 40, outcome: losing });
    expect(places(trials)).toEqual([
      '0.0 × 27',
      '0.1 × 9',
      '0.2 × 3',
      '0.3 × 1',
      '1.1 × 12',
      '1.2 × 4',
      '1.3 × 1',
      '2.2 × 6',
      '2.3 × 2',
      '3.3 × 4',
      '4.0 × 27',
      '4.1 × 9',
      '4.2 × 3',
      '4.3 × 1',
    ]);
  });

  it.each([
    { rate: 0, expected: ['0.0 × 27', '0.1 × 9', '0.2 × 3', '0.3 × 1', '1.0 × 20'] },
    {
      rate: 1,
      expected: [
        '0.1 × 12',
        '0.2 × 4',
        '0.3 × 1',
        '1.1 × 12',
        '1.2 × 4',
        '1.3 × 1',
        '2.1 × 12',
        '2.2 × 4',
        '2.3 × 1',
        '3.1 × 9',
      ],
    },
    { rate: 9, expected: Array.from({ length: 15 }, (_, bracket) => `${bracket}.3 × 4`) },
  ])('repeats one bracket of successive halving that leaves out $rate rungs', ({ rate, expected }) => {
    const { trials } = simulate(halving(rate), SPACE, { steps: 60, outcome: losing });
    expect(places(trials)).toEqual(expected);
  });

  it('promotes the best of each rung, the best first', () => {
    const { trials } = simulate(HYPERBAND, SPACE, { steps: 40, outcome: losing });
    const chain = (rung: number) =>
      trials.filter((trial) => trial.rung === rung).map(({ previous }) => previous);
    expect(chain(1)).toEqual(Array.from({ length: 9 }, (_, index) => `${index + 1}_rung_0`));
    expect(chain(2)).toEqual(['1_rung_1', '2_rung_1', '3_rung_1']);
    expect(chain(3)).toEqual(['1_rung_2']);
  });
});

describe('a rung', () => {
  it('is promoted once all of it is completed, not before', () => {
    const almost = [...lowest(Array(26).fill(1)), ...begunIn({ bracket: 0, rung: 0 }, ['evaluating'], 27)];
    expect(HYPERBAND(inputAfter(almost, 28)).kind).toBe('sample');
    expect(HYPERBAND(inputAfter(lowest(Array(27).fill(1)), 28))).toMatchObject({
      kind: 'promote',
      from: '1_rung_0',
      bracket: 0,
    });
  });

  it('that waits for a straggler holds up its own bracket alone: the next one begins', () => {
    const trials = lowest(['evaluating', ...Array(26).fill(1)]);
    expect(HYPERBAND(inputAfter(trials, 28))).toMatchObject({ kind: 'sample', bracket: 1, rung: 1 });
  });

  it('goes on first when its straggler ended, whatever the later brackets do', () => {
    const later = begunIn({ bracket: 1, rung: 1 }, [0, 0], 28);
    const trials = [...lowest(Array(27).fill(1)), ...later];
    expect(HYPERBAND(inputAfter(trials, 30))).toMatchObject({ kind: 'promote', bracket: 0, rung: 1 });
  });

  it('that failed as a whole ends its bracket: the next one begins', () => {
    const endings: readonly Result[] = ['failed', 'crashed', 'NaN', 'Infinity'];
    for (const ending of endings) {
      const trials = lowest(Array(27).fill(ending));
      expect(HYPERBAND(inputAfter(trials, 28))).toMatchObject({ kind: 'sample', bracket: 1, rung: 1 });
      const withLoss = { ...inputAfter(trials, 28), onError: { loss: 0, cost: null } };
      expect(HYPERBAND(withLoss)).toMatchObject({ kind: 'sample', bracket: 1, rung: 1 });
    }
  });

  it('above failures holds fewer trials than it has places, and goes on as usual', () => {
    const rung = lowest([...Array(25).fill('failed'), 2, 1]);
    const up = [continued(rung, '27_rung_0', 5, 31), continued(rung, '26_rung_0', 6, 32)];
    expect(HYPERBAND(inputAfter(rung, 28))).toMatchObject({ from: '27_rung_0', rung: 1 });
    expect(HYPERBAND(inputAfter([...rung, ...up], 33))).toMatchObject({ from: '27_rung_1', rung: 2 });
  });

  it('of which a trial was deleted after it began to go on is not filled up again', () => {
    const rung = lowest(Array(27).fill(1));
    const trials = [...rung.slice(0, 26), continued(rung, '1_rung_0', 'evaluating', 30)];
    expect(HYPERBAND(inputAfter(trials, 31))).toMatchObject({ kind: 'promote', from: '2_rung_0' });
  });
});

describe('many workers', () => {
  it('that ask at the same time get the places in turn, then those of the next bracket', () => {
    const trials = lowest(Array(25).fill('evaluating'));
    const reserved = [26, 27, 28, 29];
    const decisions = reserved.map((number) =>
      HYPERBAND({ ...inputAfter(trials, number), reserved: reserved.filter((other) => other !== number) }),
    );
    expect(decisions).toMatchObject([
      { bracket: 0, rung: 0 },
      { bracket: 0, rung: 0 },
      { bracket: 1, rung: 1 },
      { bracket: 1, rung: 1 },
    ]);
  });

  it('more than there are places in all brackets of a round all have something to do', () => {
    const { trials } = simulate(HYPERBAND, SPACE, { steps: 60, outcome: () => ({}) });
    expect(places(trials)).toEqual(['0.0 × 27', '1.1 × 12', '2.2 × 6', '3.3 × 4', '4.0 × 11']);
  });
});
