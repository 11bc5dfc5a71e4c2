import { describe, expect, it } from 'vitest';
import { defaultScale, readChartState, zoomText } from '#renderer/routing/chart-state.ts';

describe('the address of the chart', () => {
  it('is read, nonsense left out', () => {
    const query = new Map([
      ['across', 'cost'],
      ['loss', 'sideways'],
      ['zoom', '3~9.5'],
      ['fidelity', 'highest'],
    ]);
    expect(readChartState(query)).toEqual({ axis: 'cost', scale: null, highestOnly: true, zoom: [3, 9.5] });
    expect(readChartState(new Map([['zoom', '9~3']])).zoom).toBeNull();
    expect(zoomText([1 / 3, 2])).toBe('0.333333~2');
  });

  it('leaves the scale to the losses', () => {
    expect(defaultScale([0.05, 0.9])).toBe('log');
    expect(defaultScale([0.4, 0.9])).toBe('linear');
    expect(defaultScale([-1, 1])).toBe('linear');
    expect(defaultScale(null)).toBe('linear');
  });
});
