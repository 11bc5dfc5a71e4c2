import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  launchOptions,
  type RunOptions,
  runOptions,
  runWish,
  YAML_SETTING,
} from '#main/cli/launch/launch-options.ts';
import { untilInterrupted, wholeNumber } from '#main/cli/option-values.ts';
import type { Shell } from '#main/cli/shell.ts';

export function registerRun(program: Command, shell: Shell): void {
  const command = program
    .command('run')
    .description('start, join or continue the run of a YAML file')
    .argument('<config>', 'the YAML file')
    .option('--workers <n>', 'worker processes of this call', wholeNumber(1, 256), 1);
  runOptions(launchOptions(command, YAML_SETTING)).action(
    shell.does<RunOptions, [string]>(async (invocation, config) => {
      const { launchAndFollow } = await import('#main/cli/launch/launch-and-follow.ts');
      const { readConfig } = await import('#main/cli/read-config.ts');
      const { launchRun } = await import('#core/engine/runs/launch-run.ts');
      const { options, terminal, begunAt } = invocation;
      const file = resolve(config);
      const text = await readConfig(file);
      return await launchAndFollow(invocation, async (host) =>
        launchRun(host, {
          text,
          file,
          workingDirectory: process.cwd(),
          root: null,
          ...runWish(options),
          confirmedName: null,
          begunAt: begunAt(),
          wait: options.wait === true ? untilInterrupted(terminal) : null,
        }),
      );
    }),
  );
}
