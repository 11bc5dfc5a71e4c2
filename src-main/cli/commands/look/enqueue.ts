import type { Command } from 'commander';
import type { Enqueued } from '#core/engine/trials/enqueue-trial.ts';
import type { Shell } from '#main/cli/shell.ts';
import { whoEvaluates } from '#main/cli/show/status-text.ts';

export function registerEnqueue(program: Command, shell: Shell): void {
  program
    .command('enqueue')
    .description('have a configuration of your own evaluated next')
    .argument('<root>', 'the root directory of the run')
    .argument('<key=value...>', 'a value in YAML for each parameter of the space')
    .option('--json', 'print one JSON document')
    .action(
      shell.does<{ readonly json?: boolean }, [string, readonly string[]]>(
        async ({ terminal, options }, path, values) => {
          const { enqueueTrial } = await import('#core/engine/trials/enqueue-trial.ts');
          const { systemClock } = await import('#core/platform/clock.ts');
          const enqueued = await enqueueTrial({ root: path, values, clock: systemClock });
          terminal.result(options.json === true ? documentOf(enqueued) : textOf(enqueued));
          return 0;
        },
      ),
    );
}

function documentOf({ root, trial, config, alive, hasRoom }: Enqueued): string {
  return JSON.stringify({ schema: 1, root, trial, config, workers_alive: alive, has_room: hasRoom });
}

function textOf({ root, trial, alive, hasRoom }: Enqueued): string {
  return hasRoom
    ? `Trial ${trial} is evaluated next${whoEvaluates(root, alive)}`
    : `Trial ${trial} is queued; raise the budget to run it: \`incumbent resume ${root} --set max_evaluations_total=N\``;
}
