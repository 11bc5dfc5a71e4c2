import { describe, expect, it } from 'vitest';
import type { Launch } from '#core/contract/run/run-view.ts';
import { lastLaunch } from '#core/readers/incumbent/status/run-status.ts';

/** Launches and lives are told in minutes of one hour. */
const minute = (at: number) => Date.parse('2026-01-31T12:00:00.000Z') + at * 60_000;

function launch(at: number, workers: number, env?: Readonly<Record<string, string>>): Launch {
  const common = { host: 'h', by: 'a test', version: '1', set: [], file: null, yaml: '' };
  return { ...common, at: new Date(minute(at)).toISOString(), workers, ...(env && { env }) };
}

const life = (from: number, to: number) => ({ from: minute(from), to: minute(to) });

describe('how a run was worked on last', () => {
  it('is not known before anybody was asked for', () => {
    expect(lastLaunch([], [])).toEqual({ workers: null, env: {} });
    expect(lastLaunch([launch(0, 0)], [])).toEqual({ workers: null, env: {} });
  });

  it('is the last start or resume that found nobody at work', () => {
    const launches = [launch(0, 8, { A: '8' }), launch(10, 2, { A: '2' })];
    expect(lastLaunch(launches, [life(1, 5), life(11, 12), life(11, 12)])).toEqual({
      workers: 2,
      env: { A: '2' },
    });
  });

  it('counts the workers that were added to it', () => {
    const launches = [launch(0, 2, { A: '2' }), launch(3, 1, { A: '1' }), launch(4, 0)];
    expect(lastLaunch(launches, [life(1, 9), life(1, 9), life(3, 9)])).toEqual({
      workers: 3,
      env: { A: '2' },
    });
  });

  it('does not count twice what took the place of a dead one', () => {
    const lives = [life(1, 9), life(1, 4), life(5, 9)];
    expect(lastLaunch([launch(0, 2), launch(5, 1)], lives)).toMatchObject({ workers: 2 });
  });

  it('does not count what had left when others were added', () => {
    const launches = [launch(0, 4), launch(5, 1), launch(6, 1)];
    expect(lastLaunch(launches, [life(1, 4), life(5, 9), life(6, 9)])).toMatchObject({ workers: 2 });
  });
});
