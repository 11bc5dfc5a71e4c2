import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { durationText, sizeText } from '#core/config/settings/quantities.ts';
import { CONTINUE_RULES, IGNORED_KEYS, INCUMBENT_KEYS, OTHER_NAMES } from '#core/config/settings/run-keys.ts';
import { RUN_DEFAULTS } from '#core/config/settings/run-settings.ts';
import { parse } from './marked.ts';

const PAGE = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');

test('the example of the page is read without a remark', () => {
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(PAGE) ?? [];
  const run = parse(example);
  expect(run.problems).toEqual([]);
  expect(run.space?.map(({ name }) => name)).toContain('learning_rate');
});

test.each([...CONTINUE_RULES.keys(), ...INCUMBENT_KEYS, ...OTHER_NAMES.keys(), ...IGNORED_KEYS.keys()])(
  'the page names the key %s',
  (key) => {
    expect(PAGE).toMatch(new RegExp(`\`[^\`\n]*\\b${key}\\b[^\`\n]*\``));
  },
);

/** The cells of the row of a key: value, default, what holds on continuing. */
function rowOf(key: string): readonly string[] {
  const rows = PAGE.split('\n').filter((line) => line.startsWith(`| \`${key}\` |`));
  expect(rows, key).toHaveLength(1);
  return rows.flatMap((row) => row.split(' | ').slice(1)).map((cell) => cell.replace(/ \|$/, ''));
}

/** A default as the page writes it. */
function defaultText(key: string): string {
  const special = {
    seed: 'drawn and kept',
    evaluate_pipeline: 'required',
    pipeline_space: 'required',
    python: 'found',
  };
  const values: Readonly<Record<string, unknown>> = {
    ...RUN_DEFAULTS,
    ...RUN_DEFAULTS.incumbent,
    optimizer: '`auto`',
  };
  const value = values[key];
  const isQuantity = ['heartbeat', 'lease'].includes(key);
  const text = isQuantity
    ? durationText(Number(value))
    : key === 'log_limit'
      ? sizeText(Number(value))
      : null;
  const word =
    typeof value === 'boolean' || ['root_directory', 'requeue'].includes(key)
      ? `\`${value}\``
      : String(value);
  const isNone = value === null || JSON.stringify(value) === '{}';
  return special[key as keyof typeof special] ?? String(text ?? (isNone ? 'none' : word));
}

const TOP = [...CONTINUE_RULES.keys()].filter((key) => key !== 'incumbent');

test.each([...TOP, ...INCUMBENT_KEYS])('the table of settings has a row for %s, with its default', (key) => {
  expect(rowOf(key)[1]).toBe(defaultText(key));
});

test.each(TOP)('the table of settings tells whether %s may change on continuing', (key) => {
  const may = CONTINUE_RULES.get(key) === null;
  expect(['at once', 'new workers'].includes(rowOf(key)[2] ?? '')).toBe(may);
  expect(rowOf(key)[2] === 'no').toBe(!may);
});

test.each(INCUMBENT_KEYS)('the table of settings tells when a change of incumbent.%s holds', (key) => {
  expect(['at once', 'new workers']).toContain(rowOf(key)[2]);
});
