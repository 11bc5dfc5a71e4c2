import { type Command, Option } from 'commander';
import type { TrialNote } from '#core/contract/run/trial.ts';
import type { Shell } from '#main/cli/shell.ts';
import { dataDirectory } from '#main/installation.ts';

type NoteOptions = { readonly star?: boolean; readonly json?: boolean };

export function registerNote(program: Command, shell: Shell): void {
  program
    .command('note')
    .description('keep a few words or a star of a trial; an empty text takes the words away')
    .argument('<root>', 'the root directory of the run')
    .argument('<id>', 'the trial')
    .argument('[text]', 'the note, in place of the one before')
    .option('--star', 'star it')
    .addOption(new Option('--no-star', 'take its star away'))
    .option('--json', 'print one JSON document')
    .action(
      shell.does<NoteOptions, [string, string, string | undefined]>(
        async ({ terminal, options, env }, root, trial, text) => {
          const { noteInRun } = await import('#core/engine/trials/note-trial.ts');
          const note = await noteInRun(root, dataDirectory(env, process.platform), {
            trial,
            star: options.star,
            note: text,
          });
          terminal.result(options.json === true ? JSON.stringify({ schema: 1, ...note }) : textOf(note));
          return 0;
        },
      ),
    );
}

function textOf({ trial, star, note }: TrialNote): string {
  const words = [star ? 'starred' : null, note === '' ? null : note].filter((word) => word !== null);
  return `Trial ${trial}: ${words.length === 0 ? 'nothing is noted' : words.join(', ')}`;
}
