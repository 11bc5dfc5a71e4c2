import { resolve } from 'node:path';
import type { Command } from 'commander';
import { assignments, wholeNumber } from '#main/cli/option-values.ts';
import type { Shell } from '#main/cli/shell.ts';

type CheckOptions = {
  readonly set?: readonly string[];
  readonly json?: boolean;
  readonly sample: number;
  readonly testPipeline?: boolean;
};

export function registerCheck(program: Command, shell: Shell): void {
  program
    .command('check')
    .description('validate a YAML file: problems, search space, optimizer and why')
    .argument('<config>', 'the YAML file')
    .option('--set <key=value>', 'a setting of the YAML, as for run', assignments)
    .option('--json', 'print one JSON document')
    .option('--sample <n>', 'show so many sampled configurations', wholeNumber(0, 100), 0)
    .option('--test-pipeline', 'evaluate one configuration')
    .action(
      shell.does<CheckOptions, [string]>(async (invocation, config) => {
        const { checkConfig } = await import('#main/cli/show/check-config.ts');
        return await checkConfig(invocation, resolve(config));
      }),
    );
}
