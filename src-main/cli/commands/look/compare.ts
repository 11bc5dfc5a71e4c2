import { type Command, Option } from 'commander';
import { anyNumber } from '#main/cli/option-values.ts';
import type { Shell } from '#main/cli/shell.ts';
import type { CompareCommand } from '#main/cli/show/show-comparison.ts';

export function registerCompare(program: Command, shell: Shell): void {
  program
    .command('compare')
    .description('several runs beside each other: mean best losses, time to a target, ranks, what differs')
    .argument('<roots...>', 'root directories of runs, of any layout')
    .addOption(
      new Option('--by <way>', 'how runs are put together')
        .choices(['optimizer', 'settings', 'run'])
        .default('optimizer'),
    )
    .addOption(
      new Option('--across <axis>', 'what the losses are compared over')
        .choices(['evaluation', 'time', 'cost', 'fidelity'])
        .default('evaluation'),
    )
    .option(
      '--target <loss>',
      'the loss to be reached (default: the one that half of the runs have reached)',
      anyNumber,
    )
    .option('--json', 'print JSON')
    .action(
      shell.does<CompareCommand, [readonly string[]]>(async (invocation, roots) => {
        const { showComparison } = await import('#main/cli/show/show-comparison.ts');
        return await showComparison(invocation, roots);
      }),
    );
}
