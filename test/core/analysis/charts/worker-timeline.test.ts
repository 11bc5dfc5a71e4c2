import { describe, expect, it } from 'vitest';
import { allAtOnce, STEP_ITEMS } from '#core/analysis/charts/steps.ts';
import { timelinePartsInSteps, workerTimeline } from '#core/analysis/charts/worker-timeline.ts';
import type { WorkerStatus } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { at, NOON, success, trial } from '../trials.ts';

function worker(id: string, started: number, alive: boolean): WorkerStatus {
  return { id, host: 'h', pid: 1, alive, trial: null, started_at: at(started), ended_because: null };
}

const span = (id: number, name: string, from: number, to: number) =>
  success(id, 0.5, to, { worker: name, started_at: at(from) });

const WORKERS = [worker('a', 0, true), worker('b', 50, false)];
const TRIALS = [
  span(1, 'a', 10, 30),
  span(2, 'b', 60, 70),
  span(3, 'a', 40, 60),
  trial(4, { state: 'evaluating', worker: 'a', started_at: at(80) }),
  span(5, 'b', 75, 90),
  trial(6, { state: 'pending' }),
];
const timelineOf = (trials: readonly Trial[], workers: readonly WorkerStatus[], now: number) =>
  workerTimeline(allAtOnce(timelinePartsInSteps(trials)), { workers, now: NOON + now * 1000 });
const timeline = (now: number) => timelineOf(TRIALS, WORKERS, now);

describe('the timeline of workers', () => {
  it('has what each evaluated, in order, and what goes on until now', () => {
    const [a, b] = timeline(100).lanes;
    expect(a?.spans.map(({ trial: { trial: id }, goesOn }) => `${id} ${goesOn}`)).toEqual([
      '1 false',
      '3 false',
      '4 true',
    ]);
    expect(a?.spans.at(-1)?.to).toBe(NOON + 100_000);
    expect(b?.spans.map((each) => each.trial.trial)).toEqual(['2', '5']);
  });

  it('counts the time of a living worker until now, of one that left until its last evaluation', () => {
    const { lanes, from, to, utilisation } = timeline(100);
    expect(lanes.map((lane) => lane.utilisation)).toEqual([60 / 100, 25 / 40]);
    expect(utilisation).toBe(85 / 140);
    expect([from, to]).toEqual([NOON, NOON + 100_000]);
  });

  it('counts the time of one that left until it did, where that is known', () => {
    const left = { ...worker('b', 50, false), left_at: at(150) };
    const { lanes } = timelineOf(TRIALS, [left], 1000);
    expect(lanes.find((lane) => lane.worker === 'b')?.utilisation).toBe(25 / 100);
  });

  it('knows workers of other programs by their trials alone', () => {
    const { lanes } = timelineOf([span(1, 'x', 5, 15)], [], 0);
    expect(lanes).toMatchObject([{ worker: 'x', utilisation: 1 }]);
  });

  it('grows while time passes by what goes on alone', () => {
    const trials = [
      span(1, 'a', 0, 10),
      { ...span(2, 'a', 10, 20), state: 'evaluating', ended_at: null } as const,
      span(3, 'b', 0, 30),
    ];
    const ends = (now: number) =>
      timelineOf(trials, [], now).lanes.map(({ spans }) => spans.map(({ to }) => (to - NOON) / 1000));
    expect(ends(40)).toEqual([[10, 40], [30]]);
    expect(ends(70)).toEqual([[10, 70], [30]]);
  });

  it('is worked out in steps of a few milliseconds, once for each list of trials', () => {
    const many = Array.from({ length: 3 * STEP_ITEMS }, (_, place) =>
      span(place, place % 2 === 0 ? 'a' : 'b', 10 * (place % 7), 10 * (place % 7) + 5),
    );
    const steps = timelinePartsInSteps(many);
    expect(steps.next().done).toBe(false);
    const parts = allAtOnce(steps);
    expect([...parts.ended.values()].map(({ spans }) => spans.length)).toEqual([3000, 3000]);
    for (const { spans } of parts.ended.values()) {
      expect(spans.map(({ from }) => from)).toEqual(spans.map(({ from }) => from).toSorted((a, b) => a - b));
    }
    expect(timelinePartsInSteps(many).next()).toEqual({ done: true, value: parts });
  });

  it('is empty without workers', () => {
    expect(timelineOf([], [], 0)).toEqual({
      lanes: [],
      from: NOON,
      to: NOON,
      utilisation: null,
    });
  });
});
