import { type Command, Option } from 'commander';
import { assignments, environmentOf, wholeNumber } from '../option-values.ts';
import type { Shell } from '../shell.ts';

type ResumeOptions = {
  readonly workers: number;
  readonly set?: readonly string[];
  readonly env?: readonly string[];
  readonly failed: 'keep' | 'requeue';
  readonly detach?: boolean;
  readonly json?: boolean;
};

export function registerResume(program: Command, shell: Shell): void {
  program
    .command('resume')
    .description('go on with a run that was stopped, with other settings if wanted')
    .argument('<root>', 'the root directory of the run')
    .option(
      '--workers <n>',
      'worker processes of this call; 0 changes settings alone',
      wholeNumber(0, 256),
      1,
    )
    .option('--set <key=value>', 'a setting that may change, value as YAML', assignments)
    .option('--env <key=value>', "a variable of these workers' environment", assignments)
    .addOption(
      new Option('--failed <what>', 'what becomes of failed trials')
        .choices(['keep', 'requeue'])
        .default('keep'),
    )
    .option('--detach', 'return when the workers have begun')
    .option('--json', 'print one JSON document')
    .action(
      shell.does<ResumeOptions, [string]>(async (invocation, root) => {
        const { launchAndFollow } = await import('../launch-and-follow.ts');
        const { resumeRun } = await import('#core/engine/resume-run.ts');
        const { options } = invocation;
        return await launchAndFollow(invocation, (host) =>
          resumeRun(host, {
            root,
            workers: options.workers,
            env: environmentOf(options.env),
            set: options.set ?? [],
            failed: options.failed,
          }),
        );
      }),
    );
}
