import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '#core/optimizers/definition/catalogue.ts';
import { blocksOf, REPOSITORY, readPage } from './markdown.ts';

const PAGE = readPage('docs/optimizers.md');

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
    expect([...listed].sort()).toEqual(CATALOGUE.map(({ name }) => name).sort());
  });

  test('names each, and each other name, in the part about it', () => {
    const [, parts = ''] = PAGE.split('## Without a model');
    const names = CATALOGUE.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(names.filter((name) => !parts.includes(`\`${name}\``))).toEqual([]);
  });

  test('lists the arguments of each with their defaults', () => {
    const listed = rowsUnder('| argument | default | means | of |').flatMap(([, argument, value, , of]) =>
      codesIn(of).map((name) => `${name}: ${codesIn(argument)[0]}=${codesIn(value)[0]}`),
    );
    const real = CATALOGUE.flatMap(({ name, arguments: list }) =>
      list.map((argument) => `${name}: ${argument.name}=${argument.default}`),
    );
    expect([...listed].sort()).toEqual(real.sort());
  });

  test.each(['near-best.ts', 'incumbent-optimizer.d.ts'])('prints %s as it lies in the assets', (file) => {
    const block = blocksOf(PAGE).find((one) => one.file === file);
    expect(block?.text).toBe(readFileSync(`${REPOSITORY}assets/own-optimizer/${file}`, 'utf8'));
  });
});
