import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '#core/platform/clock.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { READERS } from '#core/readers/registry.ts';
import { createRunOpenings, type RunOpenings } from '#core/watch/run/run-watch.ts';
import { newRun, removeRun, writerOf } from '#test/core/readers/run-directory.ts';
import { waitUntil } from '#test/support/wait-until.ts';

let root = '';
let opened: OpenedRun[] = [];

beforeEach(async () => {
  root = await newRun();
  opened = [];
});

afterEach(() => {
  for (const run of opened) {
    run.close();
  }
  removeRun(root);
});

/** Every run is read at once; who asked for it gets it when `arrive` is called. */
function slowOpenings(): { readonly openings: RunOpenings; readonly arrive: () => void } {
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const openings = createRunOpenings(async (path) => {
    const run = await READERS.open(path, { clock: systemClock });
    opened.push(run);
    await arrived;
    return run;
  });
  return { openings, arrive };
}

it('who comes to watch a run that is read for a look gets it, and the look does not', async () => {
  const { openings, arrive } = slowOpenings();
  const look = openings.forLook(root);
  const watched = openings.forWatching(root);
  arrive();
  expect(await look).toBeNull();
  expect(await watched).toBe(opened[0]);
  expect(opened.length).toBe(1);
});

it('what is taken over says what the files say by then', async () => {
  const { openings, arrive } = slowOpenings();
  const look = openings.forLook(root);
  await waitUntil(() => opened.length > 0);
  const writer = writerOf(root, 'a');
  writer.begin(1, 1);
  writer.report(1, 2, 0.5);
  const watched = openings.forWatching(root);
  arrive();
  await look;
  expect((await watched).status().best?.loss).toBe(0.5);
});

it('a look that is over leaves nothing: the next reader opens the run anew', async () => {
  const { openings, arrive } = slowOpenings();
  arrive();
  const looked = await openings.forLook(root);
  const watched = await openings.forWatching(root);
  expect(looked).toBe(opened[0]);
  expect(watched).toBe(opened[1]);
});

it('a run that is gone is refused to both', async () => {
  const { openings, arrive } = slowOpenings();
  arrive();
  rmSync(root, { recursive: true });
  const look = openings.forLook(root);
  const watched = openings.forWatching(root);
  await expect(look).rejects.toMatchObject({ code: 'root-not-a-run' });
  await expect(watched).rejects.toMatchObject({ code: 'root-not-a-run' });
});
