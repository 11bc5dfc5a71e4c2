import type { Command } from 'commander';
import type { Shell } from '#main/cli/shell.ts';

export function registerDelete(program: Command, shell: Shell): void {
  program
    .command('delete')
    .description('delete trials: they no longer count, and their directories go to the trash')
    .argument('<root>', 'the root directory of the run')
    .argument('<id...>', 'the trials')
    .option('--json', 'print one JSON document')
    .action(
      shell.does<{ readonly json?: boolean }, [string, readonly string[]]>(
        async ({ terminal, options }, path, ids) => {
          const { deleteTrials } = await import('#core/engine/trials/delete-trials.ts');
          const { systemClock } = await import('#core/platform/clock.ts');
          const { root, trials } = await deleteTrials({ root: path, trials: ids, clock: systemClock });
          if (options.json === true) {
            terminal.result(JSON.stringify({ schema: 1, root, trials }));
            return 0;
          }
          for (const { trial, trash } of trials) {
            terminal.result(
              `Deleted trial ${trial}${trash === null ? '' : `; its directory is in ${trash}`}`,
            );
          }
          return 0;
        },
      ),
    );
}
