import type { Command } from 'commander';
import type { Shell } from '../shell.ts';

type StopOptions = { readonly now?: boolean };

export function registerStop(program: Command, shell: Shell): void {
  program
    .command('stop')
    .description('stop all workers of a run, on whatever machine')
    .argument('<root>', 'the root directory of the run')
    .option('--now', 'interrupt the evaluations in progress; their trials go back to the queue')
    .action(
      shell.does<StopOptions, [string]>(async ({ terminal, options }, path) => {
        const { stopRun } = await import('#core/engine/stop-run.ts');
        const { systemClock } = await import('#core/platform/clock.ts');
        const now = options.now === true;
        const { root, bound } = await stopRun({
          root: path,
          now,
          by: 'the command line',
          clock: systemClock,
        });
        if (bound.length === 0) {
          terminal.result(`No worker is alive in ${root}: nothing to stop`);
          return 0;
        }
        const how = now ? 'at once' : 'after the evaluations in progress';
        terminal.result(
          `Asked ${bound.length === 1 ? 'one worker' : `${bound.length} workers`} to stop ${how}`,
        );
        for (const { worker, host, pid } of bound) {
          terminal.say(`  ${worker} (process ${pid} on ${host})`);
        }
        return 0;
      }),
    );
}
