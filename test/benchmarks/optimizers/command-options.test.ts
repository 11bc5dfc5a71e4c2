import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PYTHON_MISSING } from '#test/support/python.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { readOptions } from './command-options.ts';
import { search } from './search.ts';

const REPOSITORY = join(import.meta.dirname, '../../..');
const PAGE = readFileSync(join(REPOSITORY, 'docs/benchmarks.md'), 'utf8');
const COMMANDS = [...PAGE.matchAll(/^npm run --silent bench -- optimizers (.*)$/gm)].map(
  ([, args = '']) => args,
);

/** The words of a command, as a shell splits them. */
function words(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

describe('the page on benchmarks', () => {
  test('shows six commands', () => {
    expect(COMMANDS).toHaveLength(6);
  });

  test.each(COMMANDS)('shows a command that is understood: %s', (command) => {
    expect(readOptions(words(command))).toBeDefined();
  });

  test('describes every option, and none that there is not', () => {
    const tsx = join(REPOSITORY, 'node_modules/.bin/tsx');
    const program = join(REPOSITORY, 'test/benchmarks/bench.ts');
    const { stdout } = spawnSync(tsx, [program, 'optimizers', '--help'], { encoding: 'utf8' });
    const options = [...stdout.matchAll(/^ {2}(--\w+)/gm)].map(([, option]) => option);
    const described = [...PAGE.matchAll(/^\| `(--\w+)` \|/gm)].map(([, option]) => option);
    expect(options.length).toBeGreaterThan(10);
    expect(described.toSorted()).toEqual(options.toSorted());
  });

  test.skipIf(PYTHON_MISSING !== '')(`has a server that can be searched${PYTHON_MISSING}`, async () => {
    const [, program = ''] = /```python\n# my_objective\.py\n(.*?)```/s.exec(PAGE) ?? [];
    const folder = mkdtempSync(join(tmpdir(), 'incumbent-objective-'));
    try {
      writeFileSync(join(folder, 'my_objective.py'), program);
      const { trials, spent } = await search({
        command: `python3 "${folder}/my_objective.py"`,
        objective: 'valley',
        contestant: { name: 'random_search', arguments: {} },
        seed: 0,
        workers: 1,
        evaluations: null,
      });
      expect([trials.length, spent]).toEqual([30, 30]);
    } finally {
      removeFolder(folder);
    }
  });
});
