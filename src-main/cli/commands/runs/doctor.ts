import { type Command, InvalidArgumentError } from 'commander';
import { collected } from '#main/cli/option-values.ts';
import type { Shell } from '#main/cli/shell.ts';
import type { DoctorOptions } from '#main/cli/show/show-diagnosis.ts';

export function registerDoctor(program: Command, shell: Shell): void {
  program
    .command('doctor')
    .description('what is wrong with a run and how that is known; mends it where asked to')
    .argument('<root>', 'the root directory of the run')
    .option('--json', 'print one JSON document')
    .option('--mend', 'mend all that has one answer; only while no worker lives')
    .option('--requeue <id>', 'put a trial of a dead worker back into the queue', collected)
    .option('--crash <id>', 'give a trial of a dead worker up', collected)
    .option('--keep <id=side>', '`journal` or `files`, where they differ; ID may be `all`', choices)
    .option('--wait', 'look for as long as the lease whether workers elsewhere live')
    .action(
      shell.does<DoctorOptions, [string]>(async (invocation, root) => {
        const { showDiagnosis } = await import('#main/cli/show/show-diagnosis.ts');
        return await showDiagnosis(invocation, root);
      }),
    );
}

function choices(text: string, before: readonly string[] = []): readonly string[] {
  if (!/^[^=]+=(journal|files)$/.test(text)) {
    throw new InvalidArgumentError('Expected ID=journal or ID=files.');
  }
  return [...before, text];
}
