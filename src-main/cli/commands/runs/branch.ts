import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Branched } from '#core/engine/runs/branch-run.ts';
import type { Shell } from '#main/cli/shell.ts';

type BranchOptions = { readonly json?: boolean };

export function registerBranch(program: Command, shell: Shell): void {
  program
    .command('branch')
    .description(
      'make a new root with a changed space or optimizer that has the trials of a run which still fit',
    )
    .argument('<root>', 'the root directory of the run whose trials are taken over')
    .argument('<config>', 'the YAML file of the new run, with a root_directory of its own')
    .option('--json', 'print one JSON document')
    .action(
      shell.does<BranchOptions, [string, string]>(async (invocation, root, config) => {
        const { terminal, options, begunAt } = invocation;
        const { branchRun } = await import('#core/engine/runs/branch-run.ts');
        const { commandLineHost } = await import('#main/cli/launch/launching.ts');
        const { readConfig } = await import('#main/cli/read-config.ts');
        const file = resolve(config);
        const branched = await branchRun(commandLineHost(invocation), {
          text: await readConfig(file),
          file,
          from: resolve(root),
          begunAt: begunAt(),
        });
        terminal.result(options.json === true ? documentOf(branched) : textOf(branched, config));
        return 0;
      }),
    );
}

function documentOf({ root, from, imported, keeps_rungs, left_out }: Branched): string {
  return JSON.stringify({ schema: 1, root, from, imported, keeps_rungs, left_out });
}

function textOf({ root, imported, left_out }: Branched, config: string): string {
  const left = left_out.map(({ because, trials }) => `left out ${trials}: each ${because}`);
  return [
    `${root} begins with ${imported} ${imported === 1 ? 'trial' : 'trials'}, which no budget counts`,
    ...left,
    `\`incumbent run ${config}\` goes on with it`,
  ].join('\n');
}
