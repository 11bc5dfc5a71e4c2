import { type Command, InvalidArgumentError, Option } from 'commander';
import type { GivenArguments } from '#core/optimizers/definition/optimizer-arguments.ts';
import { benchCommand, wholeNumber } from '../bench-command.ts';
import { type Contestant, contestantsOf, keyAndValue } from './contestant.ts';
import type { ObjectiveSet } from './objective-list.ts';
import { Refusal } from './refusal.ts';

/** The command line of `npm run bench -- optimizers`. */
export type BenchOptions = {
  readonly serve?: string;
  readonly objective: readonly string[];
  readonly optimizer: readonly Contestant[];
  readonly seeds: readonly number[];
  readonly evaluations?: number;
  readonly workers: number;
  readonly out?: string;
  readonly jobs: number;
  readonly minutes?: number;
  readonly set: ObjectiveSet;
  readonly suite: boolean;
  readonly report: readonly string[] | boolean;
  readonly speed: boolean;
  readonly observations: readonly number[];
  readonly json: boolean;
};

/** What a reader of values refuses, told as commander tells it. */
function told<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof Refusal ? new InvalidArgumentError(error.message) : error;
  }
}

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
    const match = /^(\d+)(?:-(\d+))?$/.exec(part.trim());
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? first);
    if (match === null || last < first) {
      throw new InvalidArgumentError('Expected seeds such as 0-4 or 0,3,7.');
    }
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

const words = (text: string, before: readonly string[]) => [
  ...before,
  ...text.split(',').map((word) => word.trim()),
];

function contestants(text: string, before: readonly Contestant[]): readonly Contestant[] {
  return [...before, ...told(() => contestantsOf(text))];
}

function withArgument(text: string, before: GivenArguments): GivenArguments {
  const [key, value] = told(() => keyAndValue(text));
  return { ...before, [key]: value };
}

function command(): Command {
  return benchCommand('optimizers', 'how good the optimizers are, and how long they think')
    .option('--serve <command>', 'starts an objective server; the word NAME stands for the objective')
    .option('--objective <names>', 'objectives, with commas between', words, [])
    .option(
      '--optimizer <names>',
      'optimizers, with commas between: NAME, NAME:KEY=VALUE,… or FILE:EXPORT; or one as a mapping in YAML or JSON',
      contestants,
      [],
    )
    .option('--argument <key=value>', 'an argument of every optimizer; may be repeated', withArgument, {})
    .option('--seeds <list>', 'seeds of optimizer and noise, such as 0-4', seedsOf, seedsOf('0-4'))
    .option('--evaluations <n>', 'end each search after so many evaluations at most', wholeNumber)
    .option('--workers <n>', 'simulated parallel workers', wholeNumber, 1)
    .option('--out <file>', 'results; searches that it holds already are not run again')
    .option('--jobs <n>', 'searches run side by side', wholeNumber, 1)
    .option('--minutes <n>', 'begin no search after so many minutes', positive)
    .option('--suite', 'every optimizer on all public objectives, then the tables', false)
    .addOption(new Option('--own', 'our learning curves in place of the public objectives').default(false))
    .option('--report [files...]', 'tables and plots of results, into the documentation', false)
    .option('--speed', 'how long a suggestion takes as observations grow, beside Optuna', false)
    .option('--observations <list>', 'with --speed: at how many, such as 25,1000', (text) =>
      text.split(',').map(wholeNumber),
    )
    .option('--json', 'with --speed: a document in place of the table', false);
}

/** Reads the command line; prints help or the mistake and ends the process where there is one. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { own, argument, optimizer, ...options } = command()
    .parse(args, { from: 'user' })
    .opts<Omit<BenchOptions, 'set'> & { readonly own: boolean; readonly argument: GivenArguments }>();
  return {
    ...options,
    observations: options.observations ?? [],
    optimizer: optimizer.map(({ name, arguments: given }) => ({
      name,
      arguments: { ...argument, ...given },
    })),
    set: own ? 'own' : 'public',
  };
}
