import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '#test/support/chromium.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { benchCommand, someOf, wholeNumber } from '../bench-command.ts';
import { type Measurement, type PrintOptions, printMeasurements } from '../measurement.ts';
import { makeLibraryRun } from './library-run.ts';
import { measureOpening } from './opening.ts';
import { growOwnRun } from './own-run.ts';
import { measureWatching } from './watching.ts';

const PARAMETERS = 30;
const SIZES = [1_000, 10_000, 100_000];

/** Seconds to the first complete picture of the Overview, by number of trials. */
const OWN_LIMITS: Readonly<Record<number, number>> = { 1000: 0.6, 10000: 1, 100000: 5 };
const LIBRARY_LIMITS: Readonly<Record<number, number>> = { 1000: 1, 10000: 4, 100000: 40 };
const AGAIN_LIMITS: Readonly<Record<number, number>> = { 1000: 1, 10000: 1.5, 100000: 6 };

function limit(limits: Readonly<Record<number, number>>, trials: number): Measurement['promise'] {
  const seconds = limits[trials];
  return seconds === undefined ? null : { at: 0.5, below: seconds * 1000 };
}

const PARTS = ['own', 'library', 'use', 'table'] as const;
type Part = (typeof PARTS)[number];

const OF_OWN_RUNS = ['own', 'use', 'table'] as const satisfies readonly Part[];

type MonitorOptions = PrintOptions & {
  /** Empty: all sizes. */
  readonly trials: readonly number[];
  readonly parts: readonly Part[];
};

function readOptions(args: readonly string[], summary: string): MonitorOptions {
  return benchCommand('monitor', summary)
    .option(
      '--trials <n>',
      `runs of this size alone, in place of ${SIZES.join(', ')}; may be repeated`,
      (text, before: readonly number[]) => [...before, wholeNumber(text)],
      [],
    )
    .option(
      '--parts <names>',
      'own and library: opening our layout and that of the Python library; use: an open run; table: its table and memory alone',
      someOf(PARTS),
      ['own', 'library', 'use'],
    )
    .option('--json', 'a document with every reading in place of the table')
    .option('--out <file>', 'that document in a file too')
    .parse(args, { from: 'user' })
    .opts<MonitorOptions>();
}

/** `npm run bench -- monitor`: watching runs of several sizes in a real browser. */
export async function benchMonitor(args: readonly string[], summary: string): Promise<void> {
  const options = readOptions(args, summary);
  const sizes = options.trials.length > 0 ? options.trials : SIZES;
  const parts = new Set(options.parts);
  const browser = await launchBrowser(['--enable-precise-memory-info']);
  const measured: Measurement[] = [];
  try {
    for (const trials of sizes) {
      const folder = mkdtempSync(join(tmpdir(), 'incumbent-monitor-'));
      try {
        measured.push(...(await measureOwn(browser, { folder, trials, parts })));
        measured.push(...(parts.has('library') ? await measureLibrary(browser, folder, trials) : []));
      } finally {
        removeFolder(folder);
      }
    }
  } finally {
    await browser.close();
  }
  printMeasurements(measured, options);
}

type OwnInput = {
  readonly folder: string;
  readonly trials: number;
  readonly parts: ReadonlySet<Part>;
};

/** A run of ours: opening it, and looking at it. */
async function measureOwn(
  browser: Browser,
  { folder, trials, parts }: OwnInput,
): Promise<readonly Measurement[]> {
  if (!OF_OWN_RUNS.some((part) => parts.has(part))) {
    return [];
  }
  const run = await growOwnRun(join(folder, 'own'), trials, PARAMETERS);
  const measured: Measurement[] = [];
  if (parts.has('own')) {
    const { first } = await measureOpening(browser, { folder, root: run.root, trials, twice: false });
    measured.push({
      name: `${trials} trials, own layout: open → Overview`,
      readings: first,
      promise: limit(OWN_LIMITS, trials),
    });
  }
  if (parts.has('use') || parts.has('table')) {
    const tableOnly = !parts.has('use');
    measured.push(...(await measureWatching(browser, { folder, run, trials, tableOnly })));
  }
  run.close();
  return measured;
}

/** A run of the Python library: read from its files, then from what the app has kept of them. */
async function measureLibrary(
  browser: Browser,
  folder: string,
  trials: number,
): Promise<readonly Measurement[]> {
  const root = join(folder, 'library');
  makeLibraryRun(root, trials, PARAMETERS);
  const { first, again } = await measureOpening(browser, { folder, root, trials, twice: true });
  const name = `${trials} trials, library's layout`;
  return [
    { name: `${name}: open → Overview`, readings: first, promise: limit(LIBRARY_LIMITS, trials) },
    { name: `${name}: open again → Overview`, readings: again, promise: limit(AGAIN_LIMITS, trials) },
  ];
}
