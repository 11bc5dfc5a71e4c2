import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { pidsIn, waitUntilGone } from '#test/core/pipeline/processes.ts';
import { command, statusOf, trialsOf } from '#test/support/command-line.ts';
import { PYTHON_MISSING } from '#test/support/python.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { newRunPage } from './pages/new-run-page.ts';
import type { RunPage } from './pages/run-page.ts';
import { runsPage } from './pages/runs-page.ts';
import { servedTests } from './served-tests.ts';

const search = searchesOfThisFile();
const { serve, open } = servedTests();

/** Each trial goes wrong in a way of its own; the last is well. */
const FAULTY = `import os
import sys


def objective(x, pipeline_id):
    trial = int(pipeline_id)
    if trial == 1:
        return None
    if trial == 2:
        return 'good'
    if trial == 3:
        return float('nan')
    if trial == 4:
        os._exit(7)
    if trial == 5:
        line = 'a line of many ' * 8
        for number in range(30_000):
            print(number, line)
        print('the last line')
        return 0.5
    if trial == 6:
        sys.exit('enough')
    return 0.25
`;

/** Functions that write the id of their process and never come back; the second does not even heed a signal. */
const HANGING = [
  {
    language: 'JavaScript',
    missing: '',
    file: 'endless.mjs',
    source: `import { writeFileSync } from 'node:fs';
export function objective() {
  writeFileSync(new URL('./pid', import.meta.url), String(process.pid));
  for (;;) {}
}
`,
  },
  {
    language: 'Python',
    missing: PYTHON_MISSING,
    file: 'endless.py',
    source: `import os
import pathlib
import signal


def objective(x):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    pathlib.Path(__file__).with_name('pid').write_text(str(os.getpid()))
    while True:
        pass
`,
  },
];

/** Waits until a person reads this at the top of a trial's details. */
async function tells(run: RunPage, trial: string, words: string): Promise<void> {
  const drawer = await run.openTrial(trial);
  await expect.poll(async () => (await drawer.innerText()).replaceAll(/\s+/g, ' ')).toContain(words);
  await drawer.getByRole('button', { name: 'Close' }).click();
}

async function startedFrom(page: Page, yaml: string): Promise<RunPage> {
  return (await newRunPage(page).openYaml(yaml)).start();
}

describe.skipIf(PYTHON_MISSING !== '')(`a Python function that goes wrong${PYTHON_MISSING}`, () => {
  it('is told of trial by trial in words, on screen and on the command line, and the run goes on', async () => {
    const { yaml, root } = search(
      { evaluate_pipeline: 'faulty.py:objective', max_evaluations_total: 7, ignore_errors: true },
      { 'faulty.py': FAULTY },
    );
    const { page } = await open(await serve());
    const run = await startedFrom(page, yaml);
    await run.reaches('Finished');
    await run.completes(7);
    await run.counts('failed', 4);
    await run.counts('success', 3);
    await run.draws(7);

    const trials = await trialsOf(root);
    expect(trials.map(({ state, loss, error }) => [state, loss, error?.type ?? null])).toEqual([
      ['failed', null, 'InvalidResult'],
      ['failed', null, 'InvalidResult'],
      ['success', 'NaN', null],
      ['failed', null, 'Exit'],
      ['success', 0.5, null],
      ['failed', null, 'Exit'],
      ['success', 0.25, null],
    ]);
    expect((await statusOf(root)).best).toMatchObject({ trial: '7', loss: 0.25 });
    for (const [trial, type, words] of [
      ['1', 'InvalidResult', /None/],
      ['2', 'InvalidResult', /good/],
      ['4', 'Exit', /7/],
      ['6', 'Exit', /enough/],
    ] as const) {
      const error = trials.find((each) => each.trial === trial)?.error;
      expect([error?.type, error?.message]).toEqual([type, expect.stringMatching(words)]);
      await tells(run, trial, `${type} ${error?.message}`);
    }
    await tells(run, '3', 'NaN');
    const table = (await command(['trials', root])).stdout;
    expect(table).toContain('NaN');
    expect(table).not.toContain('Traceback');
  });

  it('prints megabytes: its log is kept within the limit, and its end can be read', async () => {
    const { yaml, root } = search(
      {
        evaluate_pipeline: 'faulty.py:objective',
        max_evaluations_total: 5,
        ignore_errors: true,
        incumbent: { log_limit: '2 MB' },
      },
      { 'faulty.py': FAULTY },
    );
    expect((await command(['run', yaml])).code).toBe(0);
    const file = readFileSync(join(root, 'results', 'config_5', 'log.txt'), 'utf8');
    expect(file.length).toBeLessThan(2_100_000);
    expect(file).toContain('0 a line of many');
    const { page } = await open(await serve());
    const run = await runsPage(page).openDirectory(root);
    const drawer = await run.openTrial('5');
    await drawer.getByRole('tab', { name: 'Log' }).click();
    const log = drawer.getByRole('region', { name: 'Log of trial 5' });
    await log.getByText('the last line').waitFor();
    await drawer.getByText(/The last [\d.]+ kB of [\d.]+ MB/).waitFor();
  });

  it('cannot be imported: the run fails with the reason, and no trial is spent', async () => {
    const { yaml, root } = search(
      { evaluate_pipeline: 'own.py:objective' },
      { 'own.py': 'import nowhere_at_all\n\n\ndef objective(x):\n    return x\n' },
    );
    const { page } = await open(await serve());
    const run = await startedFrom(page, yaml);
    await run.reaches('Failed');
    await run.says(/ModuleNotFoundError: No module named 'nowhere_at_all'/);
    expect((await statusOf(root)).counts).toMatchObject({ failed: 0, evaluating: 0, success: 0 });
    const words = await page.getByRole('main').innerText();
    expect(words).not.toMatch(/incumbent_child|dist\/main/);
  });
});

describe('a function that hangs', () => {
  for (const { language, missing, file, source } of HANGING) {
    it.skipIf(missing !== '')(
      `in ${language} is interrupted by Stop now, and nothing of it lives on${missing}`,
      async () => {
        const { folder, yaml, root } = search({ evaluate_pipeline: `${file}:objective` }, { [file]: source });
        const { page } = await open(await serve());
        const run = await startedFrom(page, yaml);
        const pids = await pidsIn(join(folder, 'pid'));
        await run.counts('evaluating', 1);
        await run.button('Stop now').click();
        await run.reaches('Stopped');
        await run.counts('pending', 1);
        expect((await statusOf(root)).counts).toMatchObject({ pending: 1, evaluating: 0 });
        await waitUntilGone(pids);
      },
    );
  }
});
