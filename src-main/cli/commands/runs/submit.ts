import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  type RunOptions,
  runOptions,
  runWish,
  wishOptions,
  YAML_SETTING,
} from '#main/cli/launch/launch-options.ts';
import { collected, untilInterrupted, wholeNumber } from '#main/cli/option-values.ts';
import type { Invocation, Shell } from '#main/cli/shell.ts';

type SubmitOptions = RunOptions & {
  readonly slurm: true;
  readonly sbatch?: readonly string[];
  readonly dryRun?: boolean;
};

type Document = { readonly text: string; readonly file: string };

export function registerSubmit(program: Command, shell: Shell): void {
  const command = program
    .command('submit')
    .description('start, join or continue the run of a YAML file with workers that are a job of a cluster')
    .argument('<config>', 'the YAML file')
    .requiredOption('--slurm', 'as an array job of Slurm')
    .option('--workers <n>', 'tasks of the job, each a worker', wholeNumber(1, 256), 1)
    .option('--sbatch <option>', 'an option of sbatch, such as --sbatch=--time=2:00:00', collected)
    .option('--dry-run', 'print the script of the job; write and submit nothing');
  runOptions(wishOptions(command, YAML_SETTING)).action(
    shell.does<SubmitOptions, [string]>(async (invocation, config) => {
      const { readConfig } = await import('#main/cli/read-config.ts');
      const file = resolve(config);
      const document = { text: await readConfig(file), file };
      await (invocation.options.dryRun === true ? preview : submit)(invocation, document);
      return 0;
    }),
  );
}

function requestOf(options: SubmitOptions, document: Document) {
  const slurm = { options: options.sbatch ?? [] };
  return { ...document, ...runWish(options), workingDirectory: process.cwd(), slurm };
}

async function preview(invocation: Invocation<SubmitOptions>, document: Document): Promise<void> {
  const { previewSubmission } = await import('#core/engine/workers/preview-submission.ts');
  const { commandLineHost } = await import('#main/cli/launch/launching.ts');
  const { tellPreview } = await import('#main/cli/show/tell-submission.ts');
  const { options } = invocation;
  const host = commandLineHost(invocation);
  tellPreview(await previewSubmission(host, requestOf(options, document)), invocation);
}

async function submit(invocation: Invocation<SubmitOptions>, document: Document): Promise<void> {
  const { launchRun } = await import('#core/engine/runs/launch-run.ts');
  const { commandLineHost } = await import('#main/cli/launch/launching.ts');
  const { tellSubmission } = await import('#main/cli/show/tell-submission.ts');
  const { options, terminal, begunAt } = invocation;
  const launched = await launchRun(commandLineHost(invocation), {
    ...requestOf(options, document),
    root: null,
    confirmedName: null,
    begunAt: begunAt(),
    wait: options.wait === true ? untilInterrupted(terminal) : null,
  });
  await tellSubmission(launched, invocation);
}
