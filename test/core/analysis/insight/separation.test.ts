import { describe, expect, it } from 'vitest';
import { separations } from '#core/analysis/insight/separation.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { fc } from '#test/support/fast-check.ts';

const range = { log: false, prior: null, prior_confidence: null, is_fidelity: false } as const;
const SPACE: SearchSpace = [
  { kind: 'float', name: 'lr', lower: 0, upper: 1, ...range },
  { kind: 'integer', name: 'width', lower: 1, upper: 100, ...range },
  {
    kind: 'categorical',
    name: 'act',
    choices: ['relu', 'tanh'],
    choice_kinds: ['string', 'string'],
    prior: null,
    prior_confidence: null,
  },
  { kind: 'constant', name: 'data', value: 'digits', value_kind: 'string' },
];

function config(lr: number, width: number, act: string) {
  return { lr, width, act, data: 'digits' };
}

describe('what separates failures from successes', () => {
  const failed = [
    config(0.9, 10, 'relu'),
    config(0.8, 50, 'tanh'),
    config(0.95, 90, 'relu'),
    config(0.85, 30, 'tanh'),
  ];
  const succeeded = [
    config(0.1, 20, 'relu'),
    config(0.3, 60, 'tanh'),
    config(0.82, 80, 'relu'),
    config(0.2, 40, 'tanh'),
  ];

  it('is a bound on one parameter, with how many meet it on both sides', () => {
    expect(separations(SPACE, failed, succeeded)).toEqual([
      {
        parameter: 'lr',
        rule: 'at-least',
        value: 0.8,
        failed: { inside: 4, all: 4 },
        succeeded: { inside: 1, all: 4 },
        score: 0.75,
      },
    ]);
  });

  it('may be an upper bound or a choice', () => {
    const low = failed.map((one) => ({ ...one, lr: 1 - one.lr, act: 'tanh' }));
    const high = succeeded.map((one) => ({ ...one, lr: 1 - one.lr, act: 'relu' }));
    expect(separations(SPACE, low, high)).toMatchObject([
      { parameter: 'act', rule: 'is', value: 'tanh', score: 1 },
      { parameter: 'lr', rule: 'at-most', score: 0.75 },
    ]);
  });

  it('is not looked for among too few, and not found where nothing differs', () => {
    expect(separations(SPACE, failed.slice(0, 2), succeeded)).toEqual([]);
    expect(separations(SPACE, failed, [])).toEqual([]);
    expect(separations(SPACE, failed, failed)).toEqual([]);
  });

  it('scores as many as it says, whatever the trials', () => {
    const one = fc
      .record({
        lr: fc.double({ min: 0, max: 1, noNaN: true }),
        width: fc.integer({ min: 1, max: 9 }),
        act: fc.constantFrom('relu', 'tanh'),
      })
      .map(({ lr, width, act }) => config(lr, width, act));
    const some = fc.array(one, { minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(some, some, (bad, good) => {
        for (const { rule, parameter, value, failed: inFailed, score, succeeded: inGood } of separations(
          SPACE,
          bad,
          good,
        )) {
          const meets = (given: unknown) =>
            rule === 'is'
              ? given === value
              : rule === 'at-least'
                ? Number(given) >= Number(value)
                : Number(given) <= Number(value);
          const count = (all: typeof bad) =>
            all.filter((each) => meets(each[parameter as keyof (typeof all)[number]])).length;
          expect(inFailed).toEqual({ inside: count(bad), all: bad.length });
          expect(inGood).toEqual({ inside: count(good), all: good.length });
          expect(score).toBeCloseTo(count(bad) / bad.length - count(good) / good.length, 12);
        }
      }),
    );
  });
});
