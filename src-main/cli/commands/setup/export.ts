import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { IncumbentError } from '#core/contract/errors.ts';
import { type ExportTarget, exportTargetSchema } from '#core/contract/setup/documents.ts';
import { readConfig } from '#main/cli/read-config.ts';
import type { Shell } from '#main/cli/shell.ts';

type ExportOptions = { readonly to: ExportTarget };

export function registerExport(program: Command, shell: Shell): void {
  program
    .command('export')
    .description('the same run for other tools')
    .argument('<source>', 'a YAML file, or the root directory of a run')
    .addOption(
      new Option('--to <format>', 'YAML or a script for the Python library, the space for ConfigSpace')
        .choices(exportTargetSchema.options)
        .makeOptionMandatory(),
    )
    .action(
      shell.does<ExportOptions, [string]>(async ({ terminal, options, env }, given) => {
        const { exportConfig, exportRoot, isDirectory } = await import('#core/engine/setup/export-source.ts');
        const source = resolve(given);
        const exported = (await isDirectory(source))
          ? await exportRoot(source, options.to)
          : await exportConfig(
              { text: await readConfig(source), file: source, set: [], home: homedir(), env },
              options.to,
            );
        if (exported.kind === 'refused') {
          throw new IncumbentError('usage', exported.reasons.join(' '), {
            source,
            reasons: exported.reasons,
          });
        }
        for (const note of exported.notes) {
          terminal.say(`${terminal.colors.dim('note')}: ${note}`);
        }
        terminal.result(exported.text.replace(/\n$/, ''));
        return 0;
      }),
    );
}
