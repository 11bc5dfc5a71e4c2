import { type Command, Option } from 'commander';
import { type LaunchOptions, launchOptions, launchWish } from '#main/cli/launch/launch-options.ts';
import { wholeNumber } from '#main/cli/option-values.ts';
import type { Shell } from '#main/cli/shell.ts';
import type { Terminal } from '#main/cli/terminal/terminal.ts';

type ResumeOptions = LaunchOptions & { readonly failed?: 'keep' | 'requeue' };

export function registerResume(program: Command, shell: Shell): void {
  const command = program
    .command('resume')
    .description('go on with a run that was stopped, with other settings if wanted')
    .argument('<root>', 'the root directory of the run')
    .option(
      '--workers <n>',
      'worker processes of this call; 0 changes settings alone',
      wholeNumber(0, 256),
      1,
    );
  launchOptions(command, 'a setting that may change, value as YAML')
    .addOption(
      new Option('--failed <what>', 'what becomes of failed trials (default: keep)').choices([
        'keep',
        'requeue',
      ]),
    )
    .action(
      shell.does<ResumeOptions, [string]>(async (invocation, root) => {
        const { launchAndFollow } = await import('#main/cli/launch/launch-and-follow.ts');
        const { resumeRun } = await import('#core/engine/runs/resume-run.ts');
        const { options, terminal } = invocation;
        if (options.failed === undefined) {
          await tellOfFailed(root, terminal);
        }
        return await launchAndFollow(invocation, (host) =>
          resumeRun(host, { root, ...launchWish(options), failed: options.failed }),
        );
      }),
    );
}

/** Whoever resumes a run that an error halted should know that there is a choice. */
async function tellOfFailed(root: string, terminal: Terminal): Promise<void> {
  const { readStatus } = await import('#core/engine/runs/look.ts');
  const status = await readStatus(root).catch(() => null);
  if (status?.state === 'failed' && status.counts.failed > 0) {
    terminal.say(
      status.counts.failed === 1
        ? 'The trial that failed stays as it is; --failed requeue evaluates it again'
        : `The ${status.counts.failed} trials that failed stay as they are; --failed requeue evaluates them again`,
    );
  }
}
