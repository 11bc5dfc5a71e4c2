import type { Command } from 'commander';
import type { LaunchWish } from '#core/engine/workers/launch-host.ts';
import { assignments, environmentOf } from '../option-values.ts';

/** What every command that brings workers understands. */
export type WishOptions = {
  readonly workers: number;
  readonly set?: readonly string[];
  readonly env?: readonly string[];
  readonly json?: boolean;
};

/** What every command that starts workers on this machine understands. */
export type LaunchOptions = WishOptions & { readonly detach?: boolean };

/** Adds these options but for `--workers`, whose least number differs; `setting` says what `--set` takes. */
export function wishOptions(command: Command, setting: string): Command {
  return command
    .option('--set <key=value>', setting, assignments)
    .option('--env <key=value>', "a variable of these workers' environment", assignments)
    .option('--json', 'print one JSON document');
}

/** Adds these options but for `--workers`, as {@link wishOptions} does. */
export function launchOptions(command: Command, setting: string): Command {
  return wishOptions(command, setting).option('--detach', 'return when the workers have begun');
}

/** What was asked for with them. */
export function launchWish({ workers, env, set = [] }: WishOptions): LaunchWish {
  return { workers, env: environmentOf(env), set };
}
