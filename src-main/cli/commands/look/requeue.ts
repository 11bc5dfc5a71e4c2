import type { Command } from 'commander';
import { IncumbentError } from '#core/contract/errors.ts';
import type { Shell } from '#main/cli/shell.ts';
import { whoEvaluates } from '#main/cli/show/status-text.ts';

type RequeueOptions = { readonly failed?: boolean; readonly json?: boolean };

export function registerRequeue(program: Command, shell: Shell): void {
  program
    .command('requeue')
    .description('evaluate trials again')
    .argument('<root>', 'the root directory of the run')
    .argument('[id...]', 'the trials')
    .option('--failed', 'every trial that failed, except those that a person stopped')
    .option('--json', 'print one JSON document')
    .action(
      shell.does<RequeueOptions, [string, readonly string[]]>(async ({ terminal, options }, path, ids) => {
        if ((options.failed === true) === ids.length > 0) {
          throw new IncumbentError('usage', 'Name the trials to evaluate again, or say --failed');
        }
        const { requeueTrials } = await import('#core/engine/trials/requeue-trials.ts');
        const { systemClock } = await import('#core/platform/clock.ts');
        const wanted = options.failed === true ? 'failed' : ids;
        const { root, trials, alive } = await requeueTrials({
          root: path,
          trials: wanted,
          clock: systemClock,
        });
        if (options.json === true) {
          terminal.result(JSON.stringify({ schema: 1, root, trials, workers_alive: alive }));
          return 0;
        }
        if (trials.length === 0) {
          terminal.result(`No trial has failed in ${root}: nothing to evaluate again`);
          return 0;
        }
        const what = trials.length === 1 ? `Trial ${trials[0]} waits` : `Trials ${trials.join(', ')} wait`;
        terminal.result(`${what} to be evaluated again${whoEvaluates(root, alive)}`);
        return 0;
      }),
    );
}
