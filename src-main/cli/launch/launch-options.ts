import type { Command } from 'commander';
import type { RunRequest } from '#core/engine/runs/launch-run.ts';
import type { LaunchWish } from '#core/engine/workers/launch-host.ts';
import { assignments, environmentOf, wholeNumber } from '../option-values.ts';

/** What every command that starts the run of a YAML understands beside {@link WishOptions}. */
export type RunOptions = WishOptions & {
  readonly seed?: number;
  readonly overwrite?: boolean;
  readonly yes?: boolean;
  readonly wait?: boolean;
};

/** What `--set` takes of a YAML. */
export const YAML_SETTING = 'a setting of the YAML, nested keys dotted, value as YAML';

export function runOptions(command: Command): Command {
  return command
    .option('--seed <n>', 'short for --set seed=N', wholeNumber(0))
    .option('--overwrite', 'move a run that is in the root directory to the trash first')
    .option('--yes', 'confirm overwriting')
    .option('--wait', 'before overwriting, look for as long as the lease whether workers elsewhere live');
}

/** What was asked for with them. */
export function runWish(options: RunOptions): LaunchWish & Pick<RunRequest, 'wish'> {
  const confirmed = options.yes === true;
  const wish = launchWish(options);
  return {
    ...wish,
    set: [...wish.set, ...(options.seed === undefined ? [] : [`seed=${options.seed}`])],
    wish:
      options.overwrite === true
        ? { kind: 'overwrite', confirmed, ifIdle: false }
        : { kind: 'yaml', confirmed },
  };
}

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
