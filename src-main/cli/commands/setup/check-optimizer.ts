import type { Command } from 'commander';
import { assignments } from '#main/cli/option-values.ts';
import type { Shell } from '#main/cli/shell.ts';

type CheckOptimizerOptions = { readonly args?: readonly string[]; readonly json?: boolean };

export function registerCheckOptimizer(program: Command, shell: Shell): void {
  program
    .command('check-optimizer')
    .description('run the conformance suite on an optimizer of your own')
    .argument('<module>', 'FILE or FILE:EXPORT')
    .option('--args <key=value>', 'an argument of the optimizer', assignments)
    .option('--json', 'print one JSON document')
    .action(
      shell.does<CheckOptimizerOptions, [string]>(async (invocation, module) => {
        const { showOptimizerCheck } = await import('#main/cli/show/show-optimizer-check.ts');
        return await showOptimizerCheck(invocation, module);
      }),
    );
}
