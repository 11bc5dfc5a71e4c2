import { expect, test } from 'vitest';
import { contestantsOf, labelOf } from './contestant.ts';

test.each([
  ['asha', [{ name: 'asha', arguments: {} }]],
  [
    'asha, pibo',
    [
      { name: 'asha', arguments: {} },
      { name: 'pibo', arguments: {} },
    ],
  ],
  [
    'asha:eta=4,sample_prior_first=true,pibo',
    [
      { name: 'asha', arguments: { eta: 4, sample_prior_first: true } },
      { name: 'pibo', arguments: {} },
    ],
  ],
  ['{name: asha, eta: 4}', [{ name: 'asha', arguments: { eta: 4 } }]],
  ['{"name": "asha", "eta": 4}', [{ name: 'asha', arguments: { eta: 4 } }]],
  ['./mine.ts:Own', [{ name: './mine.ts:Own', arguments: {} }]],
  ['./mine.ts:Own:width=0.5', [{ name: './mine.ts:Own', arguments: { width: 0.5 } }]],
])('%s names optimizers', (text, contestants) => {
  expect(contestantsOf(text)).toEqual(contestants);
});

test.each(['', 'eta=4', '{eta: 4}', '{name: 3}', '{name: asha'])('%s names none', (text) => {
  expect(() => contestantsOf(text)).toThrow(/Expected/);
});

test('results are told apart by the arguments', () => {
  expect(labelOf({ name: 'asha', arguments: { eta: 4 } })).toBe('asha eta=4');
});
