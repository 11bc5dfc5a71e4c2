import type { Command } from 'commander';
import type { Stopping, WaitingTasks } from '#core/engine/runs/stop-run.ts';
import { collected } from '#main/cli/option-values.ts';
import type { Shell } from '#main/cli/shell.ts';
import type { Terminal } from '#main/cli/terminal/terminal.ts';

type StopOptions = { readonly now?: boolean; readonly trial?: readonly string[] };

export function registerStop(program: Command, shell: Shell): void {
  program
    .command('stop')
    .description('stop all workers of a run, or single trials, on whatever machine')
    .argument('<root>', 'the root directory of the run')
    .option('--now', 'interrupt the evaluations in progress; their trials go back to the queue')
    .option('--trial <id>', 'end this evaluation alone, at once: it fails, its worker goes on', collected)
    .action(
      shell.does<StopOptions, [string]>(async ({ terminal, options }, root) => {
        const { systemClock } = await import('#core/platform/clock.ts');
        const wish = { root, by: 'the command line', clock: systemClock };
        if (options.trial === undefined) {
          const { stopRun } = await import('#core/engine/runs/stop-run.ts');
          const now = options.now === true;
          tellWorkers(terminal, await stopRun({ ...wish, now }), now);
          return 0;
        }
        const { stopTrials } = await import('#core/engine/trials/stop-trials.ts');
        const { trials } = await stopTrials({ ...wish, trials: options.trial });
        for (const { trial, worker } of trials) {
          terminal.result(`Asked worker ${worker} to end the evaluation of trial ${trial}`);
        }
        return 0;
      }),
    );
}

function tellWorkers(terminal: Terminal, { root, bound, starting, waiting }: Stopping, now: boolean): void {
  const count = bound.length + starting;
  if (count === 0 && waiting.length > 0) {
    terminal.result('No worker is at work');
    tellWaiting(terminal, waiting);
    return;
  }
  if (count === 0) {
    terminal.result(`No worker is alive in ${root}: nothing to stop`);
    return;
  }
  const how = now ? 'at once' : 'after the evaluations in progress';
  terminal.result(`Asked ${count === 1 ? 'one worker' : `${count} workers`} to stop ${how}`);
  for (const { worker, host, pid } of bound) {
    terminal.say(`  ${worker} (process ${pid} on ${host})`);
  }
  if (starting > 0) {
    terminal.say(`  ${starting} that ${starting === 1 ? 'is' : 'are'} being started`);
  }
  tellWaiting(terminal, waiting);
}

function tellWaiting(terminal: Terminal, waiting: readonly WaitingTasks[]): void {
  for (const { submission, tasks } of waiting) {
    const { job, cluster } = submission;
    const which = job === null ? `of submission ${submission.submission}` : `of Slurm job ${job}`;
    const [what, leave] = tasks === 1 ? ['One task', 'leaves'] : [`${tasks} tasks`, 'leave'];
    terminal.say(`${what} ${which} may still wait: ${leave} at once when begun`);
    if (job !== null) {
      const where = cluster === null ? '' : ` --clusters=${cluster}`;
      terminal.say(`  \`scancel${where} --state=PENDING ${job}\` takes what waits out of the queue`);
    }
  }
}
