import { describe, expect, it } from 'vitest';
import type { AnalysisBasis } from '#core/contract/analysis/analysis.ts';
import { basisWords, nothingWords } from '#renderer/features/run/analysis/basis-words.ts';
import { hintWords, idleWords } from '#renderer/features/run/analysis/cards/hint-words.ts';

const TRIALS = ['1', '2'];

describe('hints in words', () => {
  it('tell of a bound with its evidence, and ask what to do', () => {
    const bound = { kind: 'at-bound', parameter: 'learning_rate', bound: 'lower', value: 1e-5 } as const;
    expect(hintWords({ ...bound, exactly: false, inside: 9, of: 10, trials: TRIALS })).toEqual({
      fact: '9 of the best 10 have learning_rate within 5 % of its lower bound, 1e-5',
      advice: 'The best value may lie beyond it. Widen the range?',
    });
    expect(hintWords({ ...bound, exactly: true, inside: 9, of: 10, trials: TRIALS }).fact).toContain(
      'have learning_rate at its lower bound',
    );
  });

  it('tell of a prior that the best trials are away from', () => {
    const missed = { kind: 'prior-missed', inside: 2, of: 10, trials: TRIALS } as const;
    expect(hintWords({ ...missed, parameter: 'lr', prior: 0.1, centre: 0.001 })).toEqual({
      fact: '8 of the best 10 lie where the prior of lr has little mass',
      advice: 'Prior centre 0.1000, centre of the best 0.001000. Move the prior, or trust it less?',
    });
    expect(hintWords({ ...missed, parameter: 'act', prior: 'relu', centre: 'tanh' })).toEqual({
      fact: '2 of the best 10 have act relu, which its prior names',
      advice: 'Most of them have tanh. Name that one, or trust the prior less?',
    });
  });
});

describe('parameters without influence', () => {
  it('are one hint, however many they are', () => {
    expect(idleWords(['seed'], 60)).toEqual({
      fact: 'seed shows no influence among 60 trials',
      advice: 'Its importance is no more than shuffled losses give. Fix it and search the rest more densely?',
    });
    expect(idleWords(['seed', 'beta'], 60)).toEqual({
      fact: '2 parameters show no influence among 60 trials',
      advice:
        'Their importance is no more than shuffled losses give: seed, beta. Fix them and search the rest more densely?',
    });
  });
});

describe('what an analysis rests on, in words', () => {
  const basis: AnalysisBasis = {
    trials: 67,
    used: 23,
    failed: 4,
    crashed: 1,
    not_finite: 0,
    under_way: 6,
    outside: 0,
    lacking: [],
    other_fidelity: 33,
    fidelity: 3,
    fidelities: [],
    objectives: 1,
    needed: 10,
  };

  it('counts all that is left out by what it lacks', () => {
    expect(basisWords(basis, 'epochs')).toBe(
      '23 of 67 trials at epochs 3; left out: 33 of another fidelity, 4 failed, 1 crashed, 6 without a result yet',
    );
  });

  it('says how many trials are needed', () => {
    expect(nothingWords({ ...basis, used: 1 }, 'few-trials')).toBe(
      'At least 10 trials with a finite loss are needed; there is 1.',
    );
  });
});
