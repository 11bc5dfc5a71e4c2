import { resolve } from 'node:path';
import type { Command } from 'commander';
import { assignments, environmentOf, wholeNumber } from '#main/cli/option-values.ts';
import type { Shell } from '#main/cli/shell.ts';

type WorkerOptions = {
  readonly maxEvaluations?: number;
  readonly pipeline?: string;
  readonly cwd?: string;
  readonly env?: readonly string[];
  readonly submission?: string;
};

export function registerWorker(program: Command, shell: Shell): void {
  program
    .command('worker')
    .description('be one more worker of a run that was started before, here or on another machine')
    .argument('<root>', 'the root directory of the run')
    .option('--max-evaluations <n>', 'leave after so many evaluations', wholeNumber(1))
    .option('--pipeline <pipeline>', "another evaluate_pipeline than the run's, for other paths")
    .option('--cwd <directory>', "another working directory than the YAML's folder")
    .option('--env <key=value>', "a variable of the worker's environment", assignments)
    .option('--submission <n>', 'be the task of a job that `submit` has given to a cluster')
    .action(
      shell.does<WorkerOptions, [string]>(async (invocation, root) => {
        const { terminal, options, logLevel } = invocation;
        if (options.submission !== undefined) {
          // Slurm's warning may come before the worker listens. The script of the job ignores it until then, but a library
          // that watches signals takes it over as soon as it is loaded, and makes it the end.
          process.on('SIGUSR2', () => undefined);
        }
        const { beWorker } = await import('#core/engine/workers/be-worker.ts');
        const { commandLineHost } = await import('#main/cli/launch/launching.ts');
        const { terminalSink } = await import('#main/cli/terminal/terminal-log.ts');
        const { exitCode, because, worker } = await beWorker(commandLineHost(invocation), {
          root,
          maxEvaluations: options.maxEvaluations ?? null,
          pipeline: options.pipeline ?? null,
          workingDirectory: options.cwd === undefined ? null : resolve(options.cwd),
          env: environmentOf(options.env),
          submission: options.submission ?? null,
          says: terminalSink(terminal),
          logLevel,
        });
        terminal.result(`Worker ${worker} left: ${because}`);
        return exitCode;
      }),
    );
}
