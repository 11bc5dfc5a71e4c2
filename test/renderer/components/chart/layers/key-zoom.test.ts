import { describe, expect, it } from 'vitest';
import { zoomedBy } from '#renderer/components/chart/layers/key-zoom.ts';

const press = (key: string, held: Partial<{ ctrlKey: boolean; metaKey: boolean; altKey: boolean }> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});
const WHOLE = { sight: [0, 100], whole: [0, 100], at: null } as const;

describe('the keys that zoom a chart', () => {
  it('show half as much, around the middle or with what is marked where it was', () => {
    expect(zoomedBy(press('+'), WHOLE)).toEqual([25, 75]);
    expect(zoomedBy(press('='), { ...WHOLE, sight: [25, 75] })).toEqual([37.5, 62.5]);
    expect(zoomedBy(press('+'), { ...WHOLE, at: 20 })).toEqual([10, 60]);
    expect(zoomedBy(press('+'), { ...WHOLE, sight: [0, 50], at: 90 })).toEqual([12.5, 37.5]);
  });

  it('show twice as much, no further than the axis, and then all', () => {
    expect(zoomedBy(press('-'), { ...WHOLE, sight: [30, 50] })).toEqual([20, 60]);
    expect(zoomedBy(press('-'), { ...WHOLE, sight: [0, 20] })).toEqual([0, 40]);
    expect(zoomedBy(press('-'), { ...WHOLE, sight: [90, 110] })).toEqual([60, 100]);
    expect(zoomedBy(press('-'), { ...WHOLE, sight: [20, 70] })).toBeNull();
    expect(zoomedBy(press('0'), { ...WHOLE, sight: [30, 50] })).toBeNull();
  });

  it('end where ticks could not be told apart', () => {
    const sight = [50, 50.015] as const;
    expect(zoomedBy(press('+'), { ...WHOLE, sight })).toEqual(sight);
  });

  it('leave other keys alone, and those that zoom the whole page', () => {
    expect(zoomedBy(press('a'), WHOLE)).toBeUndefined();
    expect(zoomedBy(press('+', { ctrlKey: true }), WHOLE)).toBeUndefined();
    expect(zoomedBy(press('0', { metaKey: true }), WHOLE)).toBeUndefined();
  });
});
