import { resolve } from 'node:path';
import type { Command } from 'commander';
import { nearest } from '#core/config/words/near-names.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import { isThere } from '#core/engine/files/is-there.ts';
import type { Shell } from '#main/cli/shell.ts';

export function registerOpen(program: Command, shell: Shell): void {
  program
    .command('open', { isDefault: true })
    .description('open the app: the desktop window where it can be, otherwise the browser host')
    .argument('[directory...]', 'run directories to show')
    .action(
      shell.does<object, [readonly string[]]>(async (invocation, directories) => {
        refuseOtherWords(program, directories);
        const { openApp } = await import('#main/cli/host/open-app.ts');
        return await openApp(
          invocation,
          directories.map((directory) => resolve(directory)),
        );
      }),
    );
}

/** Whatever is not there as a directory was meant as a command, or is mistyped. */
function refuseOtherWords(program: Command, words: readonly string[]): void {
  const missing = words.find((word) => !isThere(word));
  if (missing === undefined) {
    return;
  }
  const near = nearest(
    missing,
    program.commands.map((command) => command.name()),
  );
  throw new IncumbentError(
    'usage',
    `Expected a command or a run directory, found \`${missing}\`. Did you mean \`incumbent ${near}\`? \`incumbent --help\` lists all`,
    {
      found: missing,
      nearest: near,
    },
  );
}
