import { describe, expect, it } from 'vitest';
import { dueLooks } from '#renderer/features/run/live/trials/use-scalars.ts';

describe('looks at what is logged', () => {
  const every = 10_000;

  it('are due for what was not looked at yet, and again when the time has come', () => {
    const first = dueLooks(new Map(), ['1', '2'], { now: 0, every });
    expect(first.due).toEqual(['1', '2']);
    const second = dueLooks(first.times, ['2', '3'], { now: 200, every });
    expect(second.due).toEqual(['3']);
    const third = dueLooks(second.times, ['2', '3'], { now: 10_000, every });
    expect(third.due).toEqual(['2', '3']);
  });

  it('come in turn for what stays though others come and go faster than the timer', () => {
    let times: ReadonlyMap<string, number> = new Map();
    let looks = 0;
    for (let now = 0; now <= 60_000; now += 100) {
      const next = dueLooks(times, ['long', `short ${now}`], { now, every });
      times = next.times;
      looks += Number(next.due.includes('long'));
    }
    expect(looks).toBeGreaterThanOrEqual(6);
    expect(looks).toBeLessThanOrEqual(12);
    expect(times.size).toBe(2);
  });
});
