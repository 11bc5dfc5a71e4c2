import { Command, InvalidArgumentError, Option } from 'commander';
import type { GivenArguments } from '#core/optimizers/optimizer-arguments.ts';

/** The command line of `npm run bench -- optimizers`. */
export type BenchOptions = {
  readonly serve?: string;
  readonly objective: readonly string[];
  readonly optimizer: readonly string[];
  readonly argument: GivenArguments;
  readonly seeds: readonly number[];
  readonly evaluations?: number;
  readonly workers: number;
  readonly out?: string;
  readonly jobs: number;
  readonly minutes?: number;
  readonly suite: boolean;
  readonly own: boolean;
  readonly speed: boolean;
  readonly observations: readonly number[];
  readonly json: boolean;
};

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0)) {
    throw new InvalidArgumentError('Expected a number above 0.');
  }
  return number;
}

/** @example seedsOf('0-2,7'); // [0, 1, 2, 7] */
function seedsOf(text: string): readonly number[] {
  return text.split(',').flatMap((part) => {
    const match = /^(\d+)(?:-(\d+))?$/.exec(part);
    if (match === null) {
      throw new InvalidArgumentError('Expected seeds such as 0-4 or 0,3,7.');
    }
    const first = Number(match[1]);
    return Array.from({ length: Number(match[2] ?? first) - first + 1 }, (_, index) => first + index);
  });
}

function withArgument(text: string, before: GivenArguments = {}): GivenArguments {
  const [, key, value] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) {
    throw new InvalidArgumentError('Expected KEY=VALUE.');
  }
  try {
    return { ...before, [key]: JSON.parse(value) };
  } catch {
    return { ...before, [key]: value };
  }
}

function countsOf(text: string): readonly number[] {
  return text.split(',').map(positive);
}

const names = (text: string) => text.split(',');

/** Reads the command line; prints help or the mistake and ends the process where there is one. */
export function readOptions(args: readonly string[]): BenchOptions {
  const command = new Command('bench optimizers')
    .option('--serve <command>', 'starts an objective server; the word NAME stands for the objective')
    .option('--objective <names>', 'objectives, with commas between', names, [])
    .option('--optimizer <names>', 'optimizers, with commas between', names, [])
    .option('--argument <key=value>', 'an argument of the optimizer; may be repeated', withArgument, {})
    .option('--seeds <list>', 'seeds of optimizer and noise, such as 0-4', seedsOf, seedsOf('0-4'))
    .option('--evaluations <n>', 'stop after so many evaluations', positive)
    .option('--workers <n>', 'simulated parallel workers', positive, 1)
    .option('--out <file>', 'results; searches that it holds already are not run again')
    .option('--jobs <n>', 'searches run side by side', positive, 1)
    .option('--minutes <n>', 'begin no search after so many minutes', positive)
    .option('--suite', 'all public objectives, then the tables', false)
    .addOption(
      new Option('--own', 'with --suite: our learning curves in place of the public objectives').default(
        false,
      ),
    )
    .option('--speed', 'how long a suggestion takes as observations grow, beside Optuna', false)
    .option('--observations <list>', 'with --speed: at how many, such as 25,1000', countsOf, [])
    .option('--json', 'with --speed: a document in place of the table', false);
  return command.parse(args, { from: 'user' }).opts<BenchOptions>();
}
