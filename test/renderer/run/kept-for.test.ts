import { expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import { keptFor } from '#renderer/features/run/live/trials/kept-for.ts';
import { success } from '#test/core/analysis/trials.ts';

it('what was made of a list of trials is made anew for another list, or for other options alone', () => {
  const asked: string[] = [];
  const describe = keptFor(
    (trials: readonly Trial[], { axis, only }: { axis: string; only: object | null }) => {
      asked.push(`${trials.length} ${axis} ${only === null}`);
      return { axis };
    },
  );
  const [one, two] = [[success(1, 0.5, 1)], [success(1, 0.5, 1), success(2, 0.5, 2)]];
  const first = describe(one, { axis: 'time', only: null });
  expect(describe(one, { axis: 'time', only: null })).toBe(first);
  describe(two, { axis: 'time', only: null });
  expect(describe(one, { axis: 'time', only: null })).toBe(first);
  describe(one, { axis: 'cost', only: null });
  describe(one, { axis: 'cost', only: {} });
  expect(asked).toEqual(['1 time true', '2 time true', '1 cost true', '1 cost false']);
});
