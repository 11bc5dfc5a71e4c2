import type { Command } from 'commander';

/** One command with what may stand after it. */
type Words = { readonly name: string; readonly description: string; readonly words: readonly string[] };

/** A script that completes commands, their options and files; made from the commands themselves. */
export function completionScript(shell: 'bash' | 'zsh' | 'fish', program: Command): string {
  const commands = program.commands.map((command) => wordsOf(command, program));
  switch (shell) {
    case 'bash':
      return bash(commands);
    case 'zsh':
      return `autoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`;
    case 'fish':
      return fish(commands);
  }
}

function wordsOf(command: Command, program: Command): Words {
  const options = [...command.options, ...program.options].flatMap(({ long }) => long ?? []);
  const subcommands = command.commands.map((child) => child.name());
  return {
    name: command.name(),
    description: command.description(),
    words: [...subcommands, ...options.filter((option) => option !== '--version'), '--help'],
  };
}

function bash(commands: readonly Words[]): string {
  const cases = commands.map(({ name, words }) => `    ${name}) words="${words.join(' ')}" ;;`);
  return [
    '_incumbent() {',
    `  local word="\${COMP_WORDS[COMP_CWORD]}" words=""`,
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    words="${commands.map(({ name }) => name).join(' ')}"`,
    '  else',
    `    case "\${COMP_WORDS[1]}" in`,
    ...cases.map((line) => `  ${line}`),
    '    esac',
    '  fi',
    '  COMPREPLY=($(compgen -W "$words" -- "$word") $(compgen -f -- "$word"))',
    '}',
    'complete -o filenames -F _incumbent incumbent',
  ].join('\n');
}

function fish(commands: readonly Words[]): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "\\'")}'`;
  return commands
    .flatMap(({ name, description, words }) => [
      `complete -c incumbent -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
      ...words.map((word) =>
        word.startsWith('--')
          ? `complete -c incumbent -n '__fish_seen_subcommand_from ${name}' -l ${word.slice(2)}`
          : `complete -c incumbent -n '__fish_seen_subcommand_from ${name}' -a ${word}`,
      ),
    ])
    .join('\n');
}
