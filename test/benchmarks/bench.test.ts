import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** `npm run bench -- …` as a person would call it. */
function bench(...args: readonly string[]) {
  const tsx = join(import.meta.dirname, '../../node_modules/.bin/tsx');
  const { status, stdout, stderr } = spawnSync(tsx, [join(import.meta.dirname, 'bench.ts'), ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('the command line of the benchmarks', () => {
  it('names all of them where none is named, and where one is named that there is not', () => {
    expect(bench()).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^ {2}monitor /m) });
    expect(bench('--help')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^ {2}engine /m) });
    expect(bench('moniter')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^There is no benchmark named moniter\.\nUsage:/),
    });
  });

  it.each(['startup', 'live', 'monitor', 'editor', 'home', 'engine', 'optimizers'])(
    'tells the options of %s, and measures nothing',
    (name) => {
      const { status, stdout, stderr } = bench(name, '--help');
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(new RegExp(`^Usage: npm run bench -- ${name} .*--json`, 's'));
    },
  );

  it.each([
    [['monitor', '--trials', 'many'], /--trials.* Expected a whole number of at least 1/],
    [['monitor', '--parts', 'own,tabel'], /Expected some of own, library, use, table, with commas between/],
    [['engine', '--only', 'speed'], /Expected some of throughput, start, overhead, long/],
    [['editor', '--sizes', '3'], /unknown option '--sizes'/],
    [['home', 'all'], /too many arguments/],
  ])('refuses %s in a sentence', (args, sentence) => {
    const { status, stdout, stderr } = bench(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain('    at ');
  });
});
