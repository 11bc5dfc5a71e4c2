import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PYTHON_MISSING } from '#test/support/python.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { OBJECTIVES } from './objective-list.ts';
import type { SearchRecord } from './result-file.ts';

const REPOSITORY = join(import.meta.dirname, '../../..');
let folder = '';
let out = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'incumbent-bench-'));
  out = join(folder, 'results/of/mine.json');
});
afterEach(() => removeFolder(folder));

/** `npm run bench -- optimizers …` as a person would call it. */
function bench(...args: readonly string[]) {
  const tsx = join(REPOSITORY, 'node_modules/.bin/tsx');
  const program = join(REPOSITORY, 'test/benchmarks/bench.ts');
  return spawnSync(tsx, [program, 'optimizers', ...args], { encoding: 'utf8' });
}

function results(): readonly SearchRecord[] {
  return JSON.parse(readFileSync(out, 'utf8')).runs;
}

const SERVE = ['--serve', `python3 "${OBJECTIVES}serve.py" NAME`];

/** Each test starts several processes, on a machine that may do other things too. */
const PATIENCE_MILLISECONDS = 300_000;

describe.skipIf(PYTHON_MISSING !== '')(
  `the benchmark of the optimizers${PYTHON_MISSING}`,
  {
    timeout: PATIENCE_MILLISECONDS,
  },
  () => {
    test('writes what the scorer reads, says nothing on its output, and runs no search twice', () => {
      const args = [
        ...SERVE,
        '--objective',
        'lcurve',
        '--optimizer',
        'hyperband',
        '--seeds',
        '0-1',
        '--out',
        out,
      ];
      const first = bench(...args);
      expect({ status: first.status, output: first.stdout }).toEqual({ status: 0, output: '' });
      expect(first.stderr).toContain('hyperband on lcurve, seed 1');
      expect(results().map(({ optimizer, objective, seed }) => [optimizer, objective, seed])).toEqual([
        ['hyperband', 'lcurve', 0],
        ['hyperband', 'lcurve', 1],
      ]);
      const scored = execFileSync('python3', [`${OBJECTIVES}score.py`, out, '--bootstrap', '10'], {
        encoding: 'utf8',
      });
      expect(scored).toContain('> incumbent hyperband');
      expect(scored).not.toContain('INVALID');
      const { mtimeMs } = statSync(out);
      expect(bench(...args).stderr).toBe('');
      expect(statSync(out).mtimeMs).toBe(mtimeMs);
    });

    test('goes on after an optimizer that can’t be had, tells why once, and fails in the end', () => {
      const optimizers = ['--optimizer', 'hyperband,random_serch,random_search:ignore_fidelity=1'];
      const { status, stderr } = bench(
        ...SERVE,
        ...['--objective', 'branin', ...optimizers, '--optimizer', '{name: random_search}'],
        ...['--seeds', '0,3', '--evaluations', '2', '--workers', '8', '--out', out],
      );
      expect(status).toBe(1);
      expect(stderr.match(/hyperband on branin: .*needs a fidelity/g)).toHaveLength(1);
      expect(stderr.match(/Did you mean `random_search`/g)).toHaveLength(1);
      expect(stderr).toMatch(/`ignore_fidelity` of `random_search` must be .*found 1/);
      expect(results().map(({ seed, workers, trials }) => [seed, workers, trials.length])).toEqual([
        [0, 8, 2],
        [3, 8, 2],
      ]);
    });

    test.each([
      [['--objective', 'branin'], /needs --objective and --optimizer/],
      [['--optimizer', 'eta=3', '--objective', 'branin'], /Expected an optimizer as NAME/],
      [['--seeds', '3-1'], /Expected seeds/],
      [['--evaluations', '1.5'], /Expected a whole number/],
      [
        ['--objective', 'branin', '--optimizer', 'asha', '--out', import.meta.filename],
        /none of this benchmark/,
      ],
      [['--speed', '--optimizer', 'nobody'], /Suggestions are timed of .*mobster/],
    ])('refuses %s', (args, message) => {
      const { status, stdout, stderr } = bench(...args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(message);
      expect(stderr).not.toContain('    at ');
    });
  },
);
