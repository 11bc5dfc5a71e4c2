import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#core/platform/clock.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { READERS } from '#core/readers/registry.ts';
import { runLayout } from '#core/state/layout.ts';
import { command, startCommand, trialsOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { newRun, removeRun, writerOf } from './run-directory.ts';

const search = searchesOfThisFile();

describe('what an evaluation reports while it runs', () => {
  let root = '';
  let run: OpenedRun;
  beforeEach(async () => {
    root = await newRun();
    writerOf(root, 'a').begin(1, 1);
    run = await READERS.open(root, { clock: systemClock });
  });
  afterEach(() => removeRun(root));

  it('is its learning curve so far, told as it grows', async () => {
    const { directory, curve } = runLayout(root).trial('1');
    mkdirSync(directory, { recursive: true });
    writeFileSync(curve, '0.9\n0.8\n0.');
    expect((await run.refresh('liveness'))?.trials).toMatchObject([
      { trial: '1', state: 'evaluating', learning_curve: [0.9, 0.8] },
    ]);
    expect(await run.refresh('liveness')).toBeNull();
    appendFileSync(curve, '7\nnan\n');
    expect((await run.refresh('liveness'))?.trials).toMatchObject([
      { learning_curve: [0.9, 0.8, 0.7, 'NaN'] },
    ]);
    expect(run.trials()).toMatchObject([{ learning_curve: [0.9, 0.8, 0.7, 'NaN'] }]);
  });
});

const REPORTING = `import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
export async function objective({ x }, { report }) {
  report(0.9);
  report(0.8);
  while (existsSync(new URL('./hold', import.meta.url))) {
    await sleep(10);
  }
  report(x);
  return x;
}
`;

describe('a JavaScript function that reports', () => {
  it('is followed while it runs, and what it reported stays with the trial', async () => {
    const { folder, yaml, root } = search(
      { max_evaluations_total: 1 },
      { 'objective.mjs': REPORTING, hold: '' },
    );
    const running = startCommand(['run', yaml]);
    // There is no run before its start has made one.
    const [begun] = await waitUntil(async () => {
      const trials = await trialsOf(root).catch(() => []);
      return trials[0]?.learning_curve?.length === 2 && trials;
    });
    expect(begun).toMatchObject({ state: 'evaluating', learning_curve: [0.9, 0.8] });
    rmSync(join(folder, 'hold'));
    expect((await running.finished).code).toBe(0);
    const [trial] = await trialsOf(root);
    expect(trial?.learning_curve).toEqual([0.9, 0.8, trial?.loss]);
    expect(readFileSync(join(root, 'results', 'config_1', 'result.yaml'), 'utf8')).toContain(
      'learning_curve',
    );
  });
});

describe('a command that reports', () => {
  it('appends lines to a file of the trial; a curve in its result comes before them', async () => {
    const script = (result: string) =>
      `echo 0.9 >> "$INCUMBENT_PIPELINE_DIRECTORY/learning_curve.jsonl"\necho '${result}'\n`;
    const curveOf = async (result: string) => {
      const { yaml, root } = search(
        { max_evaluations_total: 1, evaluate_pipeline: { command: 'sh train.sh' } },
        { 'train.sh': script(result) },
      );
      expect(await command(['run', yaml])).toMatchObject({ code: 0 });
      return (await trialsOf(root))[0]?.learning_curve;
    };
    expect(await curveOf('0.5')).toEqual([0.9]);
    expect(await curveOf('{"loss": 0.5, "learning_curve": [0.7, 0.5]}')).toEqual([0.7, 0.5]);
  });
});
