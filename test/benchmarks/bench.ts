import { type Measurement, printMeasurements } from './measurement.ts';

type Benchmark = { readonly summary: string; readonly run: (args: readonly string[]) => Promise<void> };

/** A benchmark whose result is a list of readings: a table, or with `--json` a document. */
function readings(measure: () => Promise<readonly Measurement[]>): Benchmark['run'] {
  return async (args) => printMeasurements(await measure(), { json: args.includes('--json') });
}

/** Every benchmark, loaded only when it is run, by its name on the command line: `npm run bench -- NAME [options]`. */
const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  startup: {
    summary: 'from the start of the built app to a page that can be used',
    run: readings(async () => (await import('./startup.ts')).measureStartup()),
  },
  live: {
    summary: 'from a trial’s file to its appearance on screen',
    run: readings(async () => (await import('./live.ts')).measureLive()),
  },
  monitor: {
    summary: 'opening and watching runs of up to 100,000 trials; memory; work',
    run: async (args) => (await import('./monitor/monitor.ts')).benchMonitor(args),
  },
  editor: {
    summary: 'from an edit on the set-up screen to its appearance in form and YAML',
    run: readings(async () => (await import('./editor/editor.ts')).measureEditor()),
  },
  home: {
    summary: 'the Runs screen over 500 run directories: time, work, memory',
    run: readings(async () => (await import('./home.ts')).measureHome()),
  },
  engine: {
    summary: 'evaluations per second, beside Optuna; long runs; memory',
    run: async (args) => (await import('./engine/engine.ts')).benchEngine(args),
  },
  optimizers: {
    summary: 'how good the optimizers are, and how long they think',
    run: async (args) => (await import('./optimizers/optimizers.ts')).benchOptimizers(args),
  },
};

const [name, ...args] = process.argv.slice(2);
const benchmark = name === undefined ? undefined : BENCHMARKS[name];
if (benchmark === undefined) {
  const lines = Object.entries(BENCHMARKS).map(([key, { summary }]) => `  ${key.padEnd(10)} ${summary}`);
  console.error(['Usage: npm run bench -- NAME [options]', ...lines].join('\n'));
  process.exitCode = 2;
} else {
  await benchmark.run(args);
}
