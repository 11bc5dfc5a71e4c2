import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CONTINUE_RULES, IGNORED_KEYS, INCUMBENT_KEYS, OTHER_NAMES } from '#core/config/settings/run-keys.ts';
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
