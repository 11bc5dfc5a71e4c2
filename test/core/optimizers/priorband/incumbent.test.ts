import { describe, expect, it } from 'vitest';
import { drawAround } from '#core/optimizers/priorband/mixture.ts';
import { createRng } from '#core/space/rng.ts';
import { configProblems } from '#core/space/validate-config.ts';
import { categorical, constant, float, integer } from '#test/core/space/parameters.ts';

const SPACE = [
  float(0, 1, { name: 'x', prior: 0.9, prior_confidence: 'high' }),
  float(1e-4, 1, { name: 'rate', log: true }),
  integer(1, 100, { name: 'width' }),
  categorical(['a', 'b', 'c'], { name: 'kind', prior: 'c', prior_confidence: 'high' }),
  integer(1, 27, { name: 'epochs', is_fidelity: true }),
  constant('resnet', 'model'),
];
const INCUMBENT = { x: 0.3, rate: 1e-2, width: 40, kind: 'b', epochs: 27, model: 'resnet' };

const DRAWS = Array.from({ length: 1000 }, (_, index) => drawAround(SPACE, INCUMBENT, createRng(1, index)));

function shareOf(holds: (draw: (typeof DRAWS)[number]) => boolean): number {
  return DRAWS.filter(holds).length / DRAWS.length;
}

describe('a draw around the incumbent', () => {
  it('is a configuration of the space, in its order', () => {
    expect(DRAWS.flatMap((draw) => configProblems(SPACE, draw))).toEqual([]);
    expect(Object.keys(DRAWS[0] ?? {})).toEqual(SPACE.map(({ name }) => name));
  });

  it('keeps about half of its values and changes one of them at least where that is possible', () => {
    expect(shareOf(({ x }) => x === INCUMBENT.x)).toBeGreaterThan(0.3);
    expect(shareOf(({ x }) => x === INCUMBENT.x)).toBeLessThan(0.5);
    expect(shareOf(({ x, rate }) => x === INCUMBENT.x && rate === INCUMBENT.rate)).toBeGreaterThan(0.1);
    const single = [float(0, 1, { name: 'x' })];
    expect(drawAround(single, { x: 0.3 }, createRng(1, 1)).x).not.toBe(0.3);
  });

  it('is no copy of it, also where values may come out as they were', () => {
    const few = [categorical(['a', 'b', 'c'], { name: 'kind' }), integer(1, 3, { name: 'layers' })];
    const incumbent = { kind: 'b', layers: 2 };
    const drawn = Array.from({ length: 300 }, (_, index) => drawAround(few, incumbent, createRng(2, index)));
    expect(drawn.filter(({ kind, layers }) => kind === 'b' && layers === 2)).toEqual([]);
    expect(new Set(drawn.map((config) => JSON.stringify(config))).size).toBeGreaterThan(6);
  });

  it('is a copy where there is nothing else', () => {
    expect(drawAround([categorical(['only'], { name: 'kind' })], { kind: 'only' }, createRng(1, 1))).toEqual({
      kind: 'only',
    });
  });

  it('moves numbers about a quarter of their axis, in the logarithm where that is the axis', () => {
    const moved = DRAWS.filter(({ rate }) => rate !== INCUMBENT.rate);
    const steps = moved.map(({ rate }) => Math.log(Number(rate) / 1e-2) / Math.log(1e4));
    const spread = Math.sqrt(steps.reduce((sum, step) => sum + step ** 2, 0) / steps.length);
    expect(spread).toBeGreaterThan(0.18);
    expect(spread).toBeLessThan(0.28);
  });

  it('believes in the incumbent, not in the priors', () => {
    expect(shareOf(({ kind }) => kind === 'b')).toBeGreaterThan(0.7);
    expect(shareOf(({ x }) => Number(x) > 0.8)).toBeLessThan(0.1);
  });

  it('leaves fidelity and constants alone', () => {
    expect(shareOf(({ epochs, model }) => epochs === 27 && model === 'resnet')).toBe(1);
  });
});
