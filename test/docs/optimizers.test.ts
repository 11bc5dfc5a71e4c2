import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { OptimizerArgument } from '#core/contract/optimizers/optimizers.ts';
import { OPTIMIZERS } from '#core/optimizers/registry.ts';
import { blocksOf, REPOSITORY, readPage } from './markdown.ts';

const PAGE = readPage('docs/optimizers.md');

const ARGUMENTS_HEAD = '| argument | default | means | of |';

function boundsOf({ minimum, maximum, choices }: OptimizerArgument): string {
  if (choices !== null) {
    return choices.length === 1 ? '' : ` One of ${choices.map((choice) => `\`${choice}\``).join(', ')}.`;
  }
  const format = (bound: number) => bound.toLocaleString('en');
  if (minimum === null || minimum === 0) {
    return maximum === null ? '' : ` At most ${format(maximum)}.`;
  }
  return maximum === null
    ? ` At least ${format(minimum)}.`
    : ` From ${format(minimum)} to ${format(maximum)}.`;
}

/** The table of the page: a row for each argument, with the optimizers that share it. */
function argumentTable(): string {
  const rows = new Map<string, string[]>();
  for (const { info } of OPTIMIZERS) {
    for (const argument of info.arguments) {
      const { name, description, default: value } = argument;
      const row = `| \`${name}\` | \`${value}\` | ${description}${boundsOf(argument)} |`;
      rows.set(row, [...(rows.get(row) ?? []), `\`${info.name}\``]);
    }
  }
  const lines = [...rows].map(([row, names]) => `${row} ${names.join(', ')} |`);
  return [ARGUMENTS_HEAD, '| --- | --- | --- | --- |', ...lines].join('\n');
}

/** The rows of the table under this head, cell by cell. */
function rowsUnder(head: string): readonly (readonly string[])[] {
  const [, after = ''] = PAGE.split(head);
  const [rows = ''] = after.split('\n\n');
  return rows
    .split('\n')
    .slice(2)
    .map((row) => row.split('|').map((cell) => cell.trim()));
}

function codesIn(cell: string | undefined): readonly string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

describe('the page of optimizers', () => {
  test('says of each what it does and when to use it', () => {
    const listed = rowsUnder('| optimizer | what it does | when to use it |').flatMap(([, names]) =>
      codesIn(names),
    );
    expect([...listed].sort()).toEqual(OPTIMIZERS.map(({ info }) => info.name).sort());
  });

  test('names each, and each other name, in the part about it', () => {
    const [, parts = ''] = PAGE.split('## Without a model');
    const names = OPTIMIZERS.flatMap(({ info, aliases = [] }) => [info.name, ...aliases]);
    expect(names.filter((name) => !parts.includes(`\`${name}\``))).toEqual([]);
  });

  test('lists the arguments that the definitions have', async () => {
    const after = PAGE.slice(PAGE.indexOf(ARGUMENTS_HEAD));
    const table = after.slice(0, after.indexOf('\n\n'));
    await expect(PAGE.replace(table, argumentTable())).toMatchFileSnapshot(`${REPOSITORY}docs/optimizers.md`);
  });

  test.each(['near-best.ts', 'incumbent-optimizer.d.ts'])('prints %s as it lies in the assets', (file) => {
    const block = blocksOf(PAGE).find((one) => one.file === file);
    expect(block?.text).toBe(readFileSync(`${REPOSITORY}assets/own-optimizer/${file}`, 'utf8'));
  });
});

describe('the list of titles for code that must not load the algorithms', () => {
  test('has every name, title and alias of the definitions', async () => {
    const file = `${REPOSITORY}src-core/contract/optimizers/optimizer-titles.ts`;
    const titles = OPTIMIZERS.map(({ info }) => entry(info.name, info.title));
    const aliases = OPTIMIZERS.flatMap(({ info, aliases: names = [] }) =>
      names.map((alias) => entry(alias, info.name)),
    );
    const derived = readFileSync(file, 'utf8')
      .replace(/(OPTIMIZER_TITLES = \{\n)[^}]*/, (_, head) => head + titles.join(''))
      .replace(/(OPTIMIZER_ALIASES.* = \{\n)[^}]*/, (_, head) => head + aliases.join(''));
    await expect(derived).toMatchFileSnapshot(file);
  });
});

function entry(key: string, value: string): string {
  return `  ${key}: '${value}',\n`;
}
