import type { Command } from 'commander';
import type { Shell } from '#main/cli/shell.ts';

type StatusOptions = { readonly json?: boolean; readonly watch?: boolean };

export function registerStatus(program: Command, shell: Shell): void {
  program
    .command('status')
    .description('state, counts, budget, best configuration and workers of a run')
    .argument('<root>', 'the root directory of the run')
    .option('--json', 'print JSON; with --watch one document a line')
    .option('--watch', 'print again whenever something changes, until Ctrl-C')
    .action(
      shell.does<StatusOptions, [string]>(async (invocation, root) => {
        const { showStatus } = await import('#main/cli/show/show-status.ts');
        return await showStatus(invocation, root);
      }),
    );
}
