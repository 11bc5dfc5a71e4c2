import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '');
const text = files.filter(
  (file) =>
    !/\.(png|ico|icns|woff2?|gz|bin|svg)$/.test(file) && statSync(file, { throwIfNoEntry: false })?.isFile(),
);

/** `file: line` of every line of a committed text file that matches. */
function linesThatMatch(pattern: RegExp, except: readonly string[] = []): readonly string[] {
  return text
    .filter((file) => !except.some((prefix) => file.startsWith(prefix)))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => pattern.test(line))
        .map((line) => `${file}: ${line.trim().slice(0, 120)}`),
    );
}

/** Names are put together from halves, so that this file does not find itself. */
const REGISTRY_HOSTS = new RegExp(
  ['registry\\.npm', 'js\\.org|npm', 'mirror\\.com|registry\\.yarn', 'pkg\\.com|artifact', 'ory'].join(''),
);
const MACHINE_PATHS = new RegExp(
  [
    '(?<![\\w.-])(/ro',
    'ot/|/ho',
    'me/[a-z]+/|/wo',
    'rk/|/o',
    'pt/(wheels|pypi))|[A-Z]:\\\\\\\\Us',
    'ers\\\\\\\\',
  ].join(''),
);

describe('committed files', () => {
  test('name no registry host', () => {
    expect(linesThatMatch(REGISTRY_HOSTS)).toEqual([]);
    expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"resolved"');
  });

  test('hold no absolute path of a machine', () => {
    expect(linesThatMatch(MACHINE_PATHS, ['test/fixtures/'])).toEqual([]);
  });

  test('hold no unfinished words in product code', () => {
    const product = linesThatMatch(
      /\b(TODO|FIXME|XXX)\b|coming soon|lorem ipsum|@ts-ignore|@ts-nocheck/i,
    ).filter((line) => line.startsWith('src-'));
    expect(product).toEqual([]);
  });

  test('have no default export in product code', () => {
    const found = linesThatMatch(/^export default/).filter(
      (line) => line.startsWith('src-') && !line.includes('.config.ts'),
    );
    expect(found).toEqual([]);
  });

  test('stay readable in size', () => {
    const code = files.filter((file) => /^src-.*\.(ts|tsx|py)$/.test(file));
    const long = code
      .map((file) => [file, readFileSync(file, 'utf8').split('\n').length] as const)
      .filter(([, lines]) => lines > 300);
    expect(long).toEqual([]);
  });
});
