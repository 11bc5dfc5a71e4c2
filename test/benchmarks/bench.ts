import { benchCommand } from './bench-command.ts';
import { type Measurement, type PrintOptions, printMeasurements } from './measurement.ts';

type Benchmark = {
  readonly summary: string;
  readonly run: (args: readonly string[], summary: string) => Promise<void>;
};

/** A benchmark whose result is a list of readings: a table, or with `--json` a document. */
function readings(name: string, measure: () => Promise<readonly Measurement[]>): Benchmark['run'] {
  return async (args, summary) => {
    const command = benchCommand(name, summary)
      .option('--json', 'a document with every reading in place of the table')
      .option('--out <file>', 'that document in a file too');
    const options = command.parse(args, { from: 'user' }).opts<PrintOptions>();
    printMeasurements(await measure(), options);
  };
}

/** Every benchmark, loaded only when it is run, by its name on the command line: `npm run bench -- NAME [options]`. */
const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  startup: {
    summary: 'from the start of the built app to a page that can be used',
    run: readings('startup', async () => (await import('./startup.ts')).measureStartup()),
  },
  live: {
    summary: 'from a trial’s file to its appearance on screen',
    run: readings('live', async () => (await import('./live.ts')).measureLive()),
  },
  monitor: {
    summary: 'opening and watching runs of up to 100,000 trials; memory; work',
    run: async (...args) => (await import('./monitor/monitor.ts')).benchMonitor(...args),
  },
  editor: {
    summary: 'from an edit on the set-up screen to its appearance in form and YAML',
    run: readings('editor', async () => (await import('./editor/editor.ts')).measureEditor()),
  },
  home: {
    summary: 'the Runs screen over 500 run directories: time, work, memory',
    run: readings('home', async () => (await import('./home.ts')).measureHome()),
  },
  engine: {
    summary: 'evaluations per second, beside Optuna; long runs; memory',
    run: async (...args) => (await import('./engine/engine.ts')).benchEngine(...args),
  },
  scale: {
    summary: 'many workers on one root: rate, CPU time, pauses, memory (Linux)',
    run: async (...args) => (await import('./engine/scale.ts')).benchScale(...args),
  },
  optimizers: {
    summary: 'how good the optimizers are, and how long they think',
    run: async (args) => (await import('./optimizers/optimizers.ts')).benchOptimizers(args),
  },
};

/** What there is to measure; of one benchmark its own `--help` tells more. */
function usage(): string {
  const lines = Object.entries(BENCHMARKS).map(([key, { summary }]) => `  ${key.padEnd(10)} ${summary}`);
  return [
    'Usage: npm run bench -- NAME [options]',
    ...lines,
    'npm run bench -- NAME --help tells the options of one.',
  ].join('\n');
}

const [name, ...args] = process.argv.slice(2);
const benchmark = name === undefined ? undefined : BENCHMARKS[name];
if (benchmark !== undefined) {
  await benchmark.run(args, benchmark.summary);
} else if (name === '--help' || name === '-h') {
  console.log(usage());
} else {
  console.error(name === undefined ? usage() : `There is no benchmark named ${name}.\n${usage()}`);
  process.exitCode = 2;
}
