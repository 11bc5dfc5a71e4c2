import { describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import { asha } from '#core/optimizers/brackets/asha.ts';
import { asynchronousHyperband } from '#core/optimizers/brackets/asynchronous-hyperband.ts';
import { inputAfter, simulate, success } from '#test/core/optimizers/simulate.ts';
import { begunIn, continued, type Result, SPACE } from './trials-of-rungs.ts';

const ASHA = asha.create(SPACE, { eta: 3, early_stopping_rate: 0, sample_prior_first: false });
const HYPERBAND = asynchronousHyperband.create(SPACE, { eta: 3, sample_prior_first: false });

function inRung(rung: number, results: readonly Result[], first = 1): readonly Trial[] {
  return begunIn({ bracket: 0, rung }, results, first);
}

function countsByRung(trials: readonly Trial[]): readonly number[] {
  return [0, 1, 2, 3].map((rung) => trials.filter((trial) => trial.rung === rung).length);
}

describe('ASHA', () => {
  it('begins in the lowest rung, or where the early stopping rate says', () => {
    expect(ASHA(inputAfter([], 1))).toMatchObject({ kind: 'sample', bracket: 0, rung: 0, fidelity: 1 });
    const later = (rate: number) =>
      asha.create(SPACE, { eta: 3, early_stopping_rate: rate, sample_prior_first: false })(inputAfter([], 1));
    expect(later(2)).toMatchObject({ rung: 2, fidelity: 9, config: { epochs: 9 } });
    expect(later(99)).toMatchObject({ rung: 3, fidelity: 27, config: { epochs: 27 } });
  });

  it('promotes as soon as one of η that finished is the best of them', () => {
    expect(ASHA(inputAfter(inRung(0, [2, 1]), 3)).kind).toBe('sample');
    expect(ASHA(inputAfter(inRung(0, [2, 1, 3]), 4))).toEqual({
      kind: 'promote',
      from: '2_rung_0',
      bracket: 0,
      rung: 1,
      fidelity: 3,
    });
  });

  it('counts failures as finished, and trials under way not', () => {
    expect(ASHA(inputAfter(inRung(0, [2, 'failed', 'NaN']), 4))).toMatchObject({ from: '1_rung_0' });
    expect(ASHA(inputAfter(inRung(0, [2, 1, 'evaluating', 'evaluating']), 5)).kind).toBe('sample');
  });

  it('begins a new trial where none may go on: it never waits', () => {
    const outcomes: readonly Result[] = ['evaluating', 'failed', 'NaN', 'crashed'];
    for (const outcome of outcomes) {
      expect(ASHA(inputAfter(inRung(0, Array(9).fill(outcome)), 10)).kind).toBe('sample');
    }
  });

  it('promotes from the highest rung first', () => {
    const lowest = inRung(0, [1, 2, 3]);
    const higher = inRung(1, [5, 6, 4], 4);
    expect(ASHA(inputAfter([...lowest, ...higher], 7))).toMatchObject({ from: '6_rung_1', rung: 2 });
  });

  it('has nothing to promote from the highest rung', () => {
    expect(ASHA(inputAfter(inRung(3, [1, 2, 3, 4]), 5))).toMatchObject({ kind: 'sample', rung: 0 });
  });

  it('leaves workers that ask at the same time one trial each, then lets them begin new ones', () => {
    const trials = inRung(0, [1, 2, 3, 4, 5, 6]);
    const decisions = [7, 8, 9].map((number) =>
      ASHA({ ...inputAfter(trials, number), reserved: [7, 8, 9].filter((other) => other !== number) }),
    );
    expect(decisions).toMatchObject([
      { kind: 'promote', from: '1_rung_0' },
      { kind: 'promote', from: '2_rung_0' },
      { kind: 'sample' },
    ]);
  });

  it('keeps to one of η: it does not promote nearly everything', () => {
    const losses = Array.from({ length: 500 }, (_, index) => ((index * 7919) % 1009) / 1009);
    const outcome = ({ config }: Trial, step: number) =>
      success(losses[Math.floor(Number(config.x) * 499)] ?? 0, step);
    const { trials } = simulate(ASHA, SPACE, { steps: 600, outcome });
    const counts = countsByRung(trials);
    for (const [rung, count] of counts.slice(1).entries()) {
      expect(count / (counts[rung] ?? 1)).toBeGreaterThan(0.25);
      expect(count / (counts[rung] ?? 1)).toBeLessThan(0.5);
    }
  });

  it('has promoted exactly one of η where every new trial is worse than all before', () => {
    const { trials } = simulate(ASHA, SPACE, {
      steps: 40 + 13,
      outcome: (trial, step) => success(Number(trial.trial.split('_')[0]), step),
    });
    const [lowest = 0, ...above] = countsByRung(trials);
    expect(above).toEqual([3, 9, 27].map((share) => Math.floor(lowest / share)));
  });
});

describe('asynchronous Hyperband', () => {
  it('deals new trials out round by round, in each round bracket by bracket, the cheapest first', () => {
    const { trials } = simulate(HYPERBAND, SPACE, { steps: 2 * (27 + 12 + 6 + 4), outcome: () => ({}) });
    const round = [27, 12, 6, 4].flatMap((size, bracket) => Array(size).fill(bracket));
    expect(trials.map(({ bracket }) => bracket)).toEqual([...round, ...round]);
    expect(trials.every(({ bracket, rung }) => bracket === rung)).toBe(true);
  });

  it('deals workers that ask at the same time what each of them would be dealt in turn', () => {
    const trials = begunIn({ bracket: 0, rung: 0 }, Array(26).fill('evaluating'));
    const reserved = [27, 28, 29];
    const brackets = reserved.map((number) => {
      const others = reserved.filter((other) => other !== number);
      const decision = HYPERBAND({ ...inputAfter(trials, number), reserved: others });
      return decision.kind === 'sample' ? decision.bracket : decision.kind;
    });
    expect(brackets).toEqual([0, 1, 1]);
  });

  it('lets trials of all brackets compete for the next rung; each stays in its bracket', () => {
    const begunHere = begunIn({ bracket: 1, rung: 1 }, [5, 1]);
    const below = begunIn({ bracket: 0, rung: 0 }, [1, 2, 3], 3);
    const cameUp = continued(below, '3_rung_0', 3, 9);
    expect(HYPERBAND(inputAfter([...begunHere, ...below, cameUp], 10))).toMatchObject({
      from: '2_rung_1',
      bracket: 1,
      rung: 2,
    });
  });
});
