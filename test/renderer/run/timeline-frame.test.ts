import { describe, expect, it } from 'vitest';
import { allAtOnce } from '#core/analysis/charts/steps.ts';
import { timelinePartsInSteps, workerTimeline } from '#core/analysis/charts/worker-timeline.ts';
import { neighbourOf } from '#renderer/features/run/workers/timeline/timeline-frame.ts';
import { at, NOON, success } from '#test/core/analysis/trials.ts';

const span = (id: number, worker: string, from: number) =>
  success(id, 0.5, from + 5, { worker, started_at: at(from) });

const TRIALS = [span(1, 'a', 0), span(2, 'b', 10), span(3, 'a', 20), span(4, 'b', 20), span(5, 'a', 40)];
const TIMELINE = workerTimeline(allAtOnce(timelinePartsInSteps(TRIALS)), { workers: [], now: NOON });

function walk(from: string | null, step: 1 | -1, steps: number): readonly (string | undefined)[] {
  let trial = from;
  return Array.from({ length: steps }, () => {
    trial = neighbourOf(TIMELINE, trial, step)?.trial.trial ?? null;
    return trial ?? undefined;
  });
}

describe('the arrow keys of the timeline', () => {
  it('go through the evaluations in the order in which they began, whoever evaluated them', () => {
    expect(walk('1', 1, 5)).toEqual(['2', '3', '4', '5', '5']);
    expect(walk('5', -1, 5)).toEqual(['4', '3', '2', '1', '1']);
  });

  it('begin with the latest', () => {
    expect(walk(null, -1, 2)).toEqual(['5', '4']);
    expect(walk(null, 1, 1)).toEqual(['5']);
  });

  it('find nothing where nothing was evaluated', () => {
    const empty = workerTimeline(allAtOnce(timelinePartsInSteps([])), { workers: [], now: NOON });
    expect(neighbourOf(empty, null, 1)).toBeNull();
  });
});
