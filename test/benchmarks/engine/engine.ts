import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Measurement, printMeasurements } from '../measurement.ts';
import { measureLongRun } from './long-run.ts';
import { measureOverhead } from './overhead.ts';
import { measureStart } from './start.ts';
import { measureThroughput } from './throughput.ts';

/** Measures in a folder of its own. Nothing in it is deleted before all is measured: see {@link benchEngine}. */
type Part = (folder: string) => Promise<readonly Measurement[]>;

const PARTS: Readonly<Record<string, Part>> = {
  throughput: measureThroughput,
  start: measureStart,
  overhead: measureOverhead,
  long: measureLongRun,
};

/**
 * `npm run bench -- engine [--only PART] [--folder DIRECTORY] [--json]`: speed and memory of the engine. `--folder` says
 * on which disk (the system's temporary folder). What was made is deleted at the very end: a file system may be
 * slower for minutes after many files were deleted, which would fall on the next measurement.
 */
export async function benchEngine(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: 'string' }, folder: { type: 'string' }, json: { type: 'boolean' } },
  });
  const chosen = Object.entries(PARTS).filter(([name]) => (values.only ?? name) === name);
  if (chosen.length === 0) {
    console.error(`--only takes ${Object.keys(PARTS).join(', ')}; given: ${values.only}`);
    process.exitCode = 2;
    return;
  }
  const folder = await mkdtemp(join(values.folder ?? tmpdir(), 'incumbent-engine-'));
  try {
    const measurements: Measurement[] = [];
    for (const [name, measure] of chosen) {
      console.error(`measures ${name} …`);
      measurements.push(...(await measure(folder)));
    }
    printMeasurements(measurements, values.json === true);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
