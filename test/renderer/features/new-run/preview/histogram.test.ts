import { describe, expect, it } from 'vitest';
import { parseRun } from '#core/config/run/parse-run.ts';
import type { CategoricalParameter, NumericalParameter } from '#core/contract/space.ts';
import { choiceBars, DRAWS, numericalBars } from '#renderer/features/new-run/preview/histogram.ts';

function parameter(source: string) {
  const [first] =
    parseRun({ text: `pipeline_space: {x: ${source}}`, file: null, readText: () => null }).space ?? [];
  if (first === undefined) {
    throw new Error(`Not a parameter: ${source}`);
  }
  return first;
}

const number = (source: string) => parameter(source) as NumericalParameter;
const choice = (source: string) => parameter(source) as CategoricalParameter;
const total = (bars: readonly { readonly share: number }[]) =>
  bars.reduce((sum, { share }) => sum + share, 0);

describe('a histogram', () => {
  it.each(['[0.0, 1.0]', '{lower: 1.0e-5, upper: 0.1, log: true, prior: 0.01}', '[1, 1000]'])(
    'holds all draws: %s',
    (source) => {
      const bars = numericalBars(number(source), 1);
      expect(total(bars)).toBeCloseTo(1);
      expect(bars[0]?.from).toBe(0);
      expect(bars.at(-1)?.to).toBe(1);
    },
  );

  it('is about even without a prior, on the axis that the parameter has', () => {
    const thirds = (source: string) => {
      const bars = numericalBars(number(source), 1);
      return [0, 8, 16].map((start) => total(bars.slice(start, start + 8)));
    };
    // Five standard deviations of a share of 500 draws: false alarms of one in a million.
    for (const share of [...thirds('[0.0, 1.0]'), ...thirds('{lower: 1.0e-5, upper: 0.1, log: true}')]) {
      expect(Math.abs(share - 1 / 3)).toBeLessThan(5 * Math.sqrt(2 / 9 / DRAWS));
    }
  });

  it('rises towards the prior', () => {
    const bars = numericalBars(number('{lower: 0.0, upper: 1.0, prior: 0.9, prior_confidence: high}'), 1);
    expect(total(bars.slice(18))).toBeGreaterThan(2 * total(bars.slice(0, 6)));
  });

  it('has a bar for each of few integers and for each choice', () => {
    expect(numericalBars(number('[1, 5]'), 1)).toHaveLength(5);
    const bars = choiceBars(choice('{choices: [a, b, c], prior: b, prior_confidence: high}'), 1);
    expect(bars).toHaveLength(3);
    expect(bars[1]?.share).toBeGreaterThan(0.6);
  });
});
