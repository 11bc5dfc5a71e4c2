import { type Command, Option } from 'commander';
import type { Shell } from '#main/cli/shell.ts';
import { dataDirectory } from '#main/installation.ts';

type TrialsOptions = {
  readonly format: 'table' | 'csv' | 'json' | 'jsonl';
  readonly where?: string;
};

export function registerTrials(program: Command, shell: Shell): void {
  program
    .command('trials')
    .description('every trial of a run, by number')
    .argument('<root>', 'the root directory of the run')
    .addOption(
      new Option('--format <format>', 'how to print them')
        .choices(['table', 'csv', 'json', 'jsonl'])
        .default('table'),
    )
    .option('--where <query>', 'only those that match, such as "loss < 0.2 and optimizer == adam"')
    .action(
      shell.does<TrialsOptions, [string]>(async ({ terminal, options, env }, root) => {
        const { readTrials, readTrialsAndCurves } = await import('#core/engine/runs/look.ts');
        const { trialsText } = await import('#main/cli/show/trials-text.ts');
        const reading = {
          where: options.where ?? null,
          dataDirectory: dataDirectory(env, process.platform),
        };
        const hasCurves = options.format === 'json' || options.format === 'jsonl';
        const read = await (hasCurves ? readTrialsAndCurves : readTrials)(root, reading);
        const text = trialsText(options.format, read);
        if (text !== '') {
          terminal.result(text);
        }
        return 0;
      }),
    );
}
