import type { Command } from 'commander';
import { wholeNumber } from '#main/cli/option-values.ts';
import type { Shell } from '#main/cli/shell.ts';

type ServeOptions = {
  readonly port: number;
  readonly host: string;
  readonly open: boolean;
  readonly readOnly?: boolean;
};

export function registerServe(program: Command, shell: Shell): void {
  program
    .command('serve')
    .description('the browser host: the app for machines without a display')
    .argument('[directory...]', 'run directories to show')
    .option('--port <n>', 'the port to listen on; 0 takes a free one', wholeNumber(0, 65_535), 0)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--no-open', 'open no browser')
    .option('--read-only', 'show the named run directories and nothing else; start and change nothing')
    .action(
      shell.does<ServeOptions, [readonly string[]]>(async (invocation, directories) => {
        const { serve } = await import('#main/cli/host/serve.ts');
        const { port, host, open, readOnly } = invocation.options;
        return await serve(invocation, {
          directories,
          port,
          host,
          opensBrowser: open,
          readOnly: readOnly === true,
        });
      }),
    );
}
