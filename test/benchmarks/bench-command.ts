import { Command, InvalidArgumentError } from 'commander';

/**
 * The command line of one benchmark. `--help` prints it; a mistake is told in a sentence. Both end the process, the one
 * with 0, the other with 2.
 */
export function benchCommand(name: string, summary: string): Command {
  return new Command(`npm run bench -- ${name}`)
    .description(summary)
    .allowExcessArguments(false)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
}

/** Reads a whole number of at least 1. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new InvalidArgumentError('Expected a whole number of at least 1.');
  }
  return number;
}

/** Reads some of a few words, with commas between. */
export function someOf<Word extends string>(words: readonly Word[]): (text: string) => readonly Word[] {
  return (text) =>
    text.split(',').map((given) => {
      const word = words.find((each) => each === given.trim());
      if (word === undefined) {
        throw new InvalidArgumentError(`Expected some of ${words.join(', ')}, with commas between.`);
      }
      return word;
    });
}
