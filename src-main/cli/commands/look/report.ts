import type { Command } from 'commander';
import type { Shell } from '#main/cli/shell.ts';

export function registerReport(program: Command, shell: Shell): void {
  program
    .command('report')
    .description('write the summary files of a run again, and event files for TensorBoard')
    .argument('<root>', 'the root directory of the run')
    .option('--tensorboard', 'also the event files, where the settings do not ask for them')
    .action(
      shell.does<{ tensorboard?: boolean }, [string]>(async ({ terminal, options }, root) => {
        const { writeReport } = await import('#core/engine/runs/write-report.ts');
        for (const file of await writeReport(root, options)) {
          terminal.result(file);
        }
        return 0;
      }),
    );
}
