import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { statusOf, trialsOf } from '#test/support/command-line.ts';
import { PYTHON_MISSING } from '#test/support/python.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { newRunPage } from './pages/new-run-page.ts';
import type { RunPage } from './pages/run-page.ts';
import { servedTests } from './served-tests.ts';

const search = searchesOfThisFile();
const { serve, open } = servedTests();

/** What of Incumbent itself must not appear in what a person reads of their own function's error. */
const OUR_INSIDES = /dist\/main|incumbent_child|javascript-child|worker\.js|node_modules/;

const LANGUAGES = [
  {
    language: 'JavaScript',
    missing: '',
    pipeline: 'broken.mjs:objective',
    source: `import { existsSync } from 'node:fs';
function divide(x) {
  throw new RangeError('too wide: ' + x);
}
export function objective({ x }) {
  return existsSync(new URL('./mended', import.meta.url)) ? x : divide(x);
}
`,
    title: /RangeError: too wide: 0\.\d+/,
    place: /broken\.mjs:3/,
  },
  {
    language: 'Python',
    missing: PYTHON_MISSING,
    pipeline: 'broken.py:objective',
    source: `import os


def divide(x):
    raise ValueError(f'too wide: {x}')


def objective(x):
    if os.path.exists(os.path.join(os.path.dirname(__file__), 'mended')):
        return x
    return divide(x)
`,
    title: /ValueError: too wide: 0\.\d+/,
    place: /broken\.py", line 5, in divide/,
  },
];

async function shows(place: Locator, words: RegExp): Promise<string> {
  await place.getByText(words).first().waitFor();
  return place.innerText();
}

describe.each(LANGUAGES.map((given) => [given.language, given] as const))(
  'a %s function that raises',
  (_language, given) => {
    it.skipIf(given.missing !== '')(
      `halts the run; its traceback can be read, and a resume goes on${given.missing}`,
      async () => {
        const file = given.pipeline.split(':')[0] ?? '';
        const { folder, yaml, root } = search(
          { evaluate_pipeline: given.pipeline, max_evaluations_total: 3 },
          { [file]: given.source },
        );
        const { page } = await open(await serve());
        const run: RunPage = await (await newRunPage(page).openYaml(yaml)).start();
        await run.reaches('Failed');
        const notice = page.getByRole('alert').filter({ hasText: 'Trial 1 stopped the run' });
        expect(await shows(notice, given.title)).not.toMatch(OUR_INSIDES);

        await run.hears(/^Run halted on an error by /);
        await notice.getByRole('button', { name: 'Open trial' }).click();
        const drawer = page.getByRole('complementary', { name: 'Trial 1' });
        const traceback = drawer.getByRole('region', { name: 'Traceback' });
        expect(await shows(traceback, given.place)).not.toMatch(OUR_INSIDES);
        await run.openTab('Overview');

        writeFileSync(join(folder, 'mended'), '');
        await run.resume();
        await run.reaches('Finished');
        await run.completes(3);
        await notice.waitFor({ state: 'detached' });
        expect((await trialsOf(root)).map(({ state }) => state)).toEqual(['failed', 'success', 'success']);
        expect((await statusOf(root)).best?.trial).not.toBe('1');
        await run.counts('failed', 1);
      },
    );
  },
);
