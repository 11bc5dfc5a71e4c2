import { resolve } from 'node:path';
import type { Command } from 'commander';
import { callBegan } from '../call-began.ts';
import { type LaunchOptions, launchOptions, launchWish } from '../launch-options.ts';
import { wholeNumber } from '../option-values.ts';
import type { Shell } from '../shell.ts';
import { untilInterrupted } from '../wait-option.ts';

type RunOptions = LaunchOptions & {
  readonly seed?: number;
  readonly overwrite?: boolean;
  readonly yes?: boolean;
  readonly wait?: boolean;
};

export function registerRun(program: Command, shell: Shell): void {
  const command = program
    .command('run')
    .description('start, join or continue the run of a YAML file')
    .argument('<config>', 'the YAML file')
    .option('--workers <n>', 'worker processes of this call', wholeNumber(1, 256), 1);
  launchOptions(command, 'a setting of the YAML, nested keys dotted, value as YAML')
    .option('--seed <n>', 'short for --set seed=N', wholeNumber(0))
    .option('--overwrite', 'move a run that is in the root directory to the trash first')
    .option('--yes', 'confirm overwriting')
    .option('--wait', 'before overwriting, look for as long as the lease whether workers elsewhere live')
    .action(
      shell.does<RunOptions, [string]>(async (invocation, config) => {
        const { launchAndFollow } = await import('../launch-and-follow.ts');
        const { readConfig } = await import('../read-config.ts');
        const { launchRun } = await import('#core/engine/launch-run.ts');
        const { options } = invocation;
        const file = resolve(config);
        const text = await readConfig(file);
        const confirmed = options.yes === true;
        const wish = launchWish(options);
        return await launchAndFollow(invocation, async (host) =>
          launchRun(host, {
            text,
            file,
            workingDirectory: process.cwd(),
            root: null,
            ...wish,
            set: [...wish.set, ...(options.seed === undefined ? [] : [`seed=${options.seed}`])],
            wish:
              options.overwrite === true
                ? { kind: 'overwrite', confirmed, ifIdle: false }
                : { kind: 'yaml', confirmed },
            confirmedName: null,
            begunAt: callBegan(),
            wait: options.wait === true ? untilInterrupted(invocation.terminal) : null,
          }),
        );
      }),
    );
}
