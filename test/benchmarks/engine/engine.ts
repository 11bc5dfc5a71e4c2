import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Measurement, printMeasurements } from '../measurement.ts';
import { measureLongRun } from './long-run.ts';
import { measureOverhead } from './overhead.ts';
import { FULL, QUICK, type Sizes } from './sizes.ts';
import { measureStart } from './start.ts';
import { measureThroughput } from './throughput.ts';

/** Measures in a folder of its own. Nothing in it is deleted before all is measured: see {@link benchEngine}. */
type Part = (folder: string, sizes: Sizes) => Promise<readonly Measurement[]>;

const PARTS: Readonly<Record<string, Part>> = {
  throughput: measureThroughput,
  start: measureStart,
  overhead: measureOverhead,
  long: measureLongRun,
};

/**
 * `npm run bench -- engine [--only PART[,PART]] [--quick] [--folder DIRECTORY] [--json] [--out FILE]`: speed and memory
 * of the engine. `--folder` says on which disk (the system's temporary folder). What was made is deleted at the very end: a file system may be
 * slower for minutes after many files were deleted, which would fall on the next measurement.
 */
export async function benchEngine(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean' },
      folder: { type: 'string' },
      json: { type: 'boolean' },
      out: { type: 'string' },
    },
  });
  const names = values.only?.split(',') ?? Object.keys(PARTS);
  if (!names.every((name) => name in PARTS)) {
    console.error(
      `--only takes ${Object.keys(PARTS).join(', ')}, separated by commas; given: ${values.only}`,
    );
    process.exitCode = 2;
    return;
  }
  const sizes = values.quick === true ? QUICK : FULL;
  const folder = await mkdtemp(join(values.folder ?? tmpdir(), 'incumbent-engine-'));
  try {
    const measurements: Measurement[] = [];
    for (const [name, measure] of Object.entries(PARTS).filter(([part]) => names.includes(part))) {
      console.error(`measures ${name} …`);
      measurements.push(...(await measure(folder, sizes)));
    }
    printMeasurements(measurements, values);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
