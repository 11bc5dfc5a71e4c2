import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Shell } from '#main/cli/shell.ts';

export function registerTrash(program: Command, shell: Shell): void {
  const trash = program.command('trash').description('what overwriting and deleting moved away');
  registerList(trash, shell);
  registerRestore(trash, shell);
  registerEmpty(trash, shell);
}

function registerList(trash: Command, shell: Shell): void {
  trash
    .command('list')
    .description('overwritten runs, and the deleted trials of a run, oldest first')
    .argument('[path]', 'a folder that holds runs, or a run in it', '.')
    .option('--json', 'print one JSON document')
    .action(
      shell.does<{ readonly json?: boolean }, [string]>(async ({ terminal, options }, path) => {
        const { listTrash } = await import('#core/engine/runs/trash.ts');
        const entries = await listTrash(path);
        if (options.json === true) {
          terminal.result(JSON.stringify({ schema: 1, entries }));
          return 0;
        }
        if (entries.length === 0) {
          terminal.say(`Nothing in the trash beside or in ${resolve(path)}`);
        }
        for (const { path: entry, original, moved_at } of entries) {
          terminal.result(`${moved_at}  ${original}  ${entry}`);
        }
        return 0;
      }),
    );
}

function registerRestore(trash: Command, shell: Shell): void {
  trash
    .command('restore')
    .description('move an overwritten run or a deleted trial back to where it was')
    .argument('<path>', 'the directory in the trash')
    .action(
      shell.does<object, [string]>(async ({ terminal }, path) => {
        const { restore } = await import('#core/engine/runs/trash.ts');
        const { systemClock } = await import('#core/platform/clock.ts');
        terminal.result((await restore(path, systemClock)).original);
        return 0;
      }),
    );
}

function registerEmpty(trash: Command, shell: Shell): void {
  trash
    .command('empty')
    .description('delete what is in the trash for good: one, or all that list shows')
    .argument('[path]', 'a directory in the trash, or a folder that holds runs', '.')
    .option('--yes', 'do not ask')
    .action(
      shell.does<{ readonly yes?: boolean }, [string]>(async ({ terminal, options }, path) => {
        const { emptyTrash, wouldEmpty } = await import('#core/engine/runs/trash.ts');
        const { confirm } = await import('#main/cli/terminal/confirm.ts');
        const doomed = await wouldEmpty(path);
        const question = `Delete ${doomed.length} ${doomed.length === 1 ? 'directory' : 'directories'} for good?`;
        if (doomed.length > 0 && options.yes !== true && !(await confirm(question))) {
          return 0;
        }
        for (const entry of await emptyTrash(doomed)) {
          terminal.result(entry.path);
        }
        return 0;
      }),
    );
}
