import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { WRITE_STEPS } from '#core/state/write-steps.ts';

/** What of `node:fs` only reads. */
const READING =
  /^(type .*|close|exists|fstat|lstat|open|opendir|read|readFile|readdir|realpath|stat)(Sync)?$/;

/** What `platform/files.ts` writes with; a run directory is written through `state/run-files.ts`. */
const WRITERS = [
  'writeAtomic',
  'createExclusive',
  'createMark',
  'makeDirectory',
  'syncDirectory',
  'writePort',
];

const IMPORT = /import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'([^']+)'/g;

/** `module: name` of everything that the files of a folder import by name. */
function importsOf(folder: string): readonly { file: string; name: string; from: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(IMPORT)].flatMap(([, names = '', from = '']) =>
        names
          .split(',')
          .map((name) => ({ file, name: name.trim().replace(/ as .*/, ''), from }))
          .filter(({ name }) => name !== ''),
      ),
    );
}

describe('the run directory', () => {
  const imports = importsOf('src-core/state');

  test('is written through one port: its folder imports nothing of node:fs that writes', () => {
    const fs = imports.filter(({ from }) => from.startsWith('node:fs'));
    expect(fs.length).toBeGreaterThan(10);
    expect(fs.filter(({ name }) => !READING.test(name))).toEqual([]);
  });

  test('is opened with Node’s own calls for reading only', () => {
    const files = readdirSync('src-core/state', { recursive: true, encoding: 'utf8' });
    const sources = files.filter((file) => file.endsWith('.ts'));
    const flags = sources.flatMap((file) =>
      [
        ...readFileSync(join('src-core/state', file), 'utf8').matchAll(/\bopen(?:Sync)?\(path, ([^)]*)\)/g),
      ].map(([, flag]) => flag),
    );
    expect(flags.length).toBeGreaterThan(1);
    expect([...new Set(flags)]).toEqual(["'r'"]);
  });

  test('is written with steps that have a name', () => {
    const writers = imports.filter(({ name, file }) => WRITERS.includes(name) && file !== 'run-files.ts');
    expect(writers).toEqual([]);
  });
});

describe('the list of its steps', () => {
  const code = ['src-core/state', 'src-core/report', 'src-core/launch']
    .flatMap((folder) =>
      readdirSync(folder, { encoding: 'utf8', recursive: true }).map((file) => join(folder, file)),
    )
    .filter((file) => file.endsWith('.ts') && !file.endsWith('write-steps.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');

  test('holds no step that no code takes', () => {
    const unused = WRITE_STEPS.filter((step) => {
      const [file = ''] = step.split('.');
      return !code.includes(`'${step}'`) && !code.includes(`'${file}',`);
    });
    expect(unused).toEqual([]);
    expect(new Set(WRITE_STEPS).size).toBe(WRITE_STEPS.length);
  });
});
