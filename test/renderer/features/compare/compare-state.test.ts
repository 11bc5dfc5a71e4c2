import { expect, it } from 'vitest';
import { readCompareState, runsText, targetOf } from '#renderer/features/compare/compare-state.ts';

it('an address says what is compared and how', () => {
  const query = new URLSearchParams(
    'runs=a,b,a,&by=hand&hand=Group B,Group A&across=cost&loss=log&band=range&fidelity=highest&target=0.5&zoom=2~4',
  );
  expect(readCompareState(new Map(query))).toEqual({
    keys: ['a', 'b'],
    by: 'hand',
    byHand: new Map([
      ['a', 'Group B'],
      ['b', 'Group A'],
    ]),
    axis: 'cost',
    scale: 'log',
    band: 'range',
    highestOnly: true,
    target: '0.5',
    zoom: [2, 4],
  });
});

it('what an address does not say, or says wrongly, is left to us', () => {
  const query = new Map(Object.entries({ by: 'weight', across: 'x', band: '', zoom: '4~2', hand: '' }));
  expect(readCompareState(query)).toMatchObject({
    keys: [],
    by: 'optimizer',
    axis: 'evaluation',
    scale: null,
    band: 'confidence',
    highestOnly: false,
    zoom: null,
  });
});

it('a target is a number or nothing', () => {
  expect(['0.5', ' 1e-3 ', '', 'low', 'Infinity'].map(targetOf)).toEqual([0.5, 0.001, null, null, null]);
  expect([runsText([]), runsText(['a', 'b'])]).toEqual([null, 'a,b']);
});
