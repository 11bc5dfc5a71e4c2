import { Argument, type Command } from 'commander';
import type { Shell } from '#main/cli/shell.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type ShellName = (typeof SHELLS)[number];

export function registerCompletion(program: Command, shell: Shell): void {
  program
    .command('completion')
    .description('print a completion script')
    .addArgument(new Argument('<shell>', 'the shell that it is for').choices([...SHELLS]))
    .action(
      shell.does<object, [ShellName]>(async ({ terminal }, name) => {
        const { completionScript } = await import('#main/cli/terminal/completion-script.ts');
        terminal.result(completionScript(name, program));
        return 0;
      }),
    );
}
