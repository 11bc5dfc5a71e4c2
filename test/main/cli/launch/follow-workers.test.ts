import { describe, expect, it } from 'vitest';
import { createLevelFilter } from '#main/cli/launch/follow-workers.ts';

const LINES = [
  '2026-01-31T12:00:00.000Z info  evaluates trial 1',
  '2026-01-31T12:00:01.000Z warn  trial 1 failed: ValueError: no',
  '  and a second line of it',
  '2026-01-31T12:00:02.000Z debug more',
  '  and a second line of that',
  '2026-01-31T12:00:03.000Z error The disk is full',
];

describe('the filter of a log by level', () => {
  it.each([
    ['error', [5]],
    ['warn', [1, 2, 5]],
    ['info', [0, 1, 2, 5]],
    ['debug', [0, 1, 2, 3, 4, 5]],
  ] as const)('lets through at %s what is as loud, whole records at a time', (level, expected) => {
    const isLoud = createLevelFilter(level);
    expect(LINES.map(isLoud).flatMap((loud, index) => (loud ? [index] : []))).toEqual(expected);
  });
});
