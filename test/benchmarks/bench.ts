import { measureLive } from './live.ts';
import type { Measurement } from './measurement.ts';
import { printMeasurements } from './measurement.ts';
import { measureStartup } from './startup.ts';

/** Every benchmark by its name on the command line: `npm run bench -- NAME [--json]`. */
const BENCHMARKS: Readonly<
  Record<string, { readonly summary: string; readonly run: () => Promise<readonly Measurement[]> }>
> = {
  startup: { summary: 'from the start of the built app to a page that can be used', run: measureStartup },
  live: { summary: 'from a trial’s file to its appearance on screen', run: measureLive },
};

const [name, ...flags] = process.argv.slice(2);
const benchmark = name === undefined ? undefined : BENCHMARKS[name];
if (benchmark === undefined) {
  const lines = Object.entries(BENCHMARKS).map(([key, { summary }]) => `  ${key.padEnd(10)} ${summary}`);
  console.error(['Usage: npm run bench -- NAME [--json]', ...lines].join('\n'));
  process.exitCode = 2;
} else {
  printMeasurements(await benchmark.run(), flags.includes('--json'));
}
