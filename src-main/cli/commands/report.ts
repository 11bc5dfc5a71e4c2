import type { Command } from 'commander';
import type { Shell } from '../shell.ts';

export function registerReport(program: Command, shell: Shell): void {
  program
    .command('report')
    .description('write the summary files of a run again')
    .argument('<root>', 'the root directory of the run')
    .action(
      shell.does<object, [string]>(async ({ terminal }, root) => {
        const { writeReport } = await import('#core/engine/write-report.ts');
        for (const file of await writeReport(root)) {
          terminal.result(file);
        }
        return 0;
      }),
    );
}
