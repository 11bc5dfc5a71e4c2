import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '#test/support/remove-folder.ts';
import { benchCommand, someOf } from '../bench-command.ts';
import { type Measurement, type PrintOptions, printMeasurements } from '../measurement.ts';
import { measureLongRun } from './long-run.ts';
import { measureOverhead } from './overhead.ts';
import { FULL, QUICK, type Sizes } from './sizes.ts';
import { measureStart } from './start.ts';
import { measureThroughput } from './throughput.ts';

/** Measures in a folder of its own. Nothing in it is deleted before all is measured: see {@link benchEngine}. */
type Part = (folder: string, sizes: Sizes) => Promise<readonly Measurement[]>;

const PARTS = {
  throughput: measureThroughput,
  start: measureStart,
  overhead: measureOverhead,
  long: measureLongRun,
} as const satisfies Readonly<Record<string, Part>>;

type PartName = keyof typeof PARTS;
const PART_NAMES = ['throughput', 'start', 'overhead', 'long'] as const satisfies readonly PartName[];

type EngineOptions = PrintOptions & {
  readonly only: readonly PartName[];
  readonly quick: boolean;
  readonly folder: string;
};

function readOptions(args: readonly string[], summary: string): EngineOptions {
  return benchCommand('engine', summary)
    .option('--only <parts>', 'some of its parts alone, with commas between', someOf(PART_NAMES), PART_NAMES)
    .option('--quick', 'smaller runs', false)
    .option('--folder <directory>', 'the disk it is measured on', tmpdir())
    .option('--json', 'a document with every reading in place of the table')
    .option('--out <file>', 'that document in a file too')
    .parse(args, { from: 'user' })
    .opts<EngineOptions>();
}

/**
 * `npm run bench -- engine`: speed and memory of the engine. What was made is deleted at the very end: a file system may
 * be slower for minutes after many files were deleted, which would fall on the next measurement.
 */
export async function benchEngine(args: readonly string[], summary: string): Promise<void> {
  const { only, quick, folder: place, ...print } = readOptions(args, summary);
  const sizes = quick ? QUICK : FULL;
  const folder = await mkdtemp(join(place, 'incumbent-engine-'));
  try {
    const measurements: Measurement[] = [];
    for (const name of PART_NAMES.filter((part) => only.includes(part))) {
      console.error(`measures ${name} …`);
      measurements.push(...(await PARTS[name](folder, sizes)));
    }
    printMeasurements(measurements, print);
  } finally {
    removeFolder(folder);
  }
}
