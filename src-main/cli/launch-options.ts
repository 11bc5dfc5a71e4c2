import type { Command } from 'commander';
import type { LaunchWish } from '#core/engine/launch-host.ts';
import { assignments, environmentOf } from './option-values.ts';

/** What every command that starts workers understands. */
export type LaunchOptions = {
  readonly workers: number;
  readonly set?: readonly string[];
  readonly env?: readonly string[];
  readonly detach?: boolean;
  readonly json?: boolean;
};

/** Adds these options but for `--workers`, whose least number differs; `setting` says what `--set` takes. */
export function launchOptions(command: Command, setting: string): Command {
  return command
    .option('--set <key=value>', setting, assignments)
    .option('--env <key=value>', "a variable of these workers' environment", assignments)
    .option('--detach', 'return when the workers have begun')
    .option('--json', 'print one JSON document');
}

/** What was asked for with them. */
export function launchWish({ workers, env, set = [] }: LaunchOptions): LaunchWish {
  return { workers, env: environmentOf(env), set };
}
