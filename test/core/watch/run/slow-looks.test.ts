import { expect, it } from 'vitest';
import { createSlowLooks } from '#core/watch/run/trouble.ts';
import { manualTime } from '../manual-time.ts';

function slowLooks() {
  const time = manualTime();
  const told: (string | null)[] = [];
  const looks = createSlowLooks({
    root: '/mnt/run',
    ...time,
    onChange: () => told.push(looks.problem?.message ?? null),
  });
  return { time, told, looks };
}

/** A look that ends when it is let go. */
function look() {
  let letGo: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { act: () => ended, letGo };
}

it('a look that takes long is told with when the directory was read last, until it ends', async () => {
  const { time, told, looks } = slowLooks();
  await looks.during(() => time.pass(1000));
  await time.pass(2000);
  const { act, letGo } = look();
  const done = looks.during(act);
  await time.pass(4900);
  expect(told).toEqual([]);
  await time.pass(200);
  expect(told).toEqual([
    'What is shown may be old: the directory has not answered for 5 s, it was read last at 2026-01-31T12:00:01Z',
  ]);
  expect(looks.problem).toMatchObject({ code: 'slow-directory', severity: 'error', file: '/mnt/run' });
  letGo();
  await done;
  expect(told.at(-1)).toBeNull();
  expect(time.waiting).toBe(0);
});

it('looks that end in time, well or not, tell nothing', async () => {
  const { time, told, looks } = slowLooks();
  await looks.during(() => time.pass(100));
  await expect(looks.during(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  await time.pass(10_000);
  expect(told).toEqual([]);
});
