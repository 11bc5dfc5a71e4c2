import { describe, expect, test } from 'vitest';
import { ERROR_CODES } from '#core/contract/errors.ts';
import { EXIT, exitCodeOfError } from '#main/cli/exit-code.ts';
import { command as commandLine } from '#test/support/command-line.ts';
import { readPage } from './markdown.ts';

const PAGE = readPage('docs/command-line.md');

/** What a command says of itself. */
async function helpOf(...command: readonly string[]): Promise<string> {
  return (await commandLine([...command, '--help'])).stdout;
}

/** Names of the commands in a help text. */
function commandsIn(help: string): readonly string[] {
  const [, list = ''] = help.split('Commands:\n');
  return [...list.matchAll(/^ {2}([a-z][\w-]*)/gm)].map(([, name = '']) => name);
}

async function allCommands(): Promise<readonly (readonly string[])[]> {
  const names = commandsIn(await helpOf()).filter((name) => name !== 'help');
  const nested = await Promise.all(
    names.map(async (name) => {
      const children = name === 'trash' ? commandsIn(await helpOf(name)) : [];
      return children.length === 0
        ? [[name]]
        : children.filter((child) => child !== 'help').map((child) => [name, child]);
    }),
  );
  return nested.flat();
}

/** `--json` → the commands that take it, as their own help says. */
async function optionsByName(): Promise<ReadonlyMap<string, readonly string[]>> {
  const options = new Map<string, string[]>();
  for (const command of await allCommands()) {
    for (const [, option = ''] of (await helpOf(...command)).matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)) {
      options.set(option, [...(options.get(option) ?? []), command.join(' ')]);
    }
  }
  options.delete('--help');
  return options;
}

/** The rows of the first table whose head begins with `head`, cell by cell. */
function table(head: string): readonly (readonly string[])[] {
  const [, after = ''] = PAGE.split(`| ${head} |`);
  const [rows = ''] = after.split('\n\n');
  return rows
    .split('\n')
    .slice(2)
    .map((row) => row.split(/(?<!\\)\|/).map((cell) => cell.trim()));
}

function codesIn(cell: string | undefined): readonly string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

describe('the page of the command line', () => {
  test('lists exactly the commands that there are', async () => {
    const listed = table('command')
      .flatMap(([, cell]) => codesIn(cell))
      .map((code) => /^incumbent ((?:[a-z][a-z-]* ?)+)/.exec(code)?.[1]?.trim())
      .filter((name) => name !== undefined && name !== 'help');
    expect([...listed].sort()).toEqual((await allCommands()).map((command) => command.join(' ')).sort());
  });

  test('lists exactly the options that there are, each with the commands that take it', async () => {
    const listed = table('option').map(([, option = '', commands = '']) => [
      codesIn(option)[0]?.split(' ')[0],
      [...codesIn(commands)].sort(),
    ]);
    const real = [...(await optionsByName())].map(([option, commands]) => [option, [...commands].sort()]);
    const byName = (a: unknown[], b: unknown[]) => String(a[0]).localeCompare(String(b[0]));
    expect([...listed].sort(byName)).toEqual([...real].sort(byName));
  });

  test('gives every error code with its exit code, and every exit code', () => {
    const rows = table('code').map(([, code = '', , errors]) => [Number(code), codesIn(errors)] as const);
    expect(rows.map(([code]) => code).sort()).toEqual(Object.values(EXIT).sort());
    const listed = rows.flatMap(([code, errors]) => errors.map((error) => [error, code]));
    expect(Object.fromEntries(listed)).toEqual(
      Object.fromEntries(ERROR_CODES.map((code) => [code, exitCodeOfError(code)])),
    );
  });
});
