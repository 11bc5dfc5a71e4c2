import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '#test/support/chromium.ts';
import { type Measurement, printMeasurements } from '../measurement.ts';
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

/**
 * Watching runs of several sizes in a real browser.
 *
 *     npm run bench -- monitor [--trials N]… [--parts own,library,use,table] [--json] [--out FILE]
 */
export async function benchMonitor(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      trials: { type: 'string', multiple: true },
      parts: { type: 'string', default: 'own,library,use' },
      json: { type: 'boolean' },
      out: { type: 'string' },
    },
  });
  const sizes = values.trials?.map(Number) ?? SIZES;
  const parts = new Set(values.parts.split(','));
  const browser = await launchBrowser(['--enable-precise-memory-info']);
  const measured: Measurement[] = [];
  try {
    for (const trials of sizes) {
      const folder = mkdtempSync(join(tmpdir(), 'incumbent-monitor-'));
      try {
        measured.push(...(await measureOwn(browser, { folder, trials, parts })));
        measured.push(...(parts.has('library') ? await measureLibrary(browser, folder, trials) : []));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
  } finally {
    await browser.close();
  }
  printMeasurements(measured, values);
}

type OwnInput = {
  readonly folder: string;
  readonly trials: number;
  readonly parts: ReadonlySet<string>;
};

/** A run of ours: opening it, and looking at it. */
async function measureOwn(
  browser: Browser,
  { folder, trials, parts }: OwnInput,
): Promise<readonly Measurement[]> {
  if (!['own', 'use', 'table'].some((part) => parts.has(part))) {
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
