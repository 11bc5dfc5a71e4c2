import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runLayout } from '#core/state/layout.ts';
import { currentGeneration, requestStop, stopsSince } from '#core/state/root/control.ts';
import { temporaryRun } from '../run-fixture.ts';

let run: { readonly root: string; remove(): void };

beforeEach(async () => {
  run = await temporaryRun();
});
afterEach(() => run.remove());

describe('stop generations', () => {
  it('bind those who came before them and nobody after', async () => {
    expect(await currentGeneration(run.root)).toBe(0);
    await requestStop(run.root, { kind: 'finish', by: 'app' });
    const later = await currentGeneration(run.root);
    const stop = await requestStop(run.root, { kind: 'error', by: 'w1', trial: '7', message: 'ValueError' });
    expect(stop).toMatchObject({ generation: 2, kind: 'error', trial: '7', message: 'ValueError' });
    expect((await stopsSince(run.root, 0)).map(({ kind }) => kind)).toEqual(['finish', 'error']);
    expect(await stopsSince(run.root, later)).toEqual([stop]);
    expect(await stopsSince(run.root, 2)).toEqual([]);
  });

  it('all stand when they are asked for at the same moment', async () => {
    const asked = Array.from({ length: 10 }, () => requestStop(run.root, { kind: 'now', by: 'test' }));
    const generations = (await Promise.all(asked)).map(({ generation }) => generation);
    expect(generations.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await currentGeneration(run.root)).toBe(10);
  });

  it('wait for a file that is not whole yet', async () => {
    const layout = runLayout(run.root);
    writeFileSync(layout.stop(1), '{"generation": 1, "ki');
    expect(await stopsSince(run.root, 0)).toEqual([]);
  });

  it('bind also where one before them is damaged, by the number of their files', async () => {
    const layout = runLayout(run.root);
    writeFileSync(layout.stop(1), '\u0000\u0000');
    const second = await requestStop(run.root, { kind: 'finish', by: 'app' });
    writeFileSync(layout.stop(3), JSON.stringify({ ...second, generation: 7, kind: 'now' }));
    const stops = await stopsSince(run.root, 0);
    expect(stops.map(({ generation, kind }) => [generation, kind])).toEqual([
      [2, 'finish'],
      [3, 'now'],
    ]);
    expect(await stopsSince(run.root, 3)).toEqual([]);
  });
});
