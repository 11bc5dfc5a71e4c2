import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

const PACKAGE = fileURLToPath(new URL('../../../', import.meta.url));
const INSTALL = pathToFileURL(join(PACKAGE, 'src-main', 'build', 'install.js')).href;
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) {
    removeFolder(folder);
  }
});

/** A dist/ of an earlier build beside a finished one that waits to be installed. */
function building(): string {
  const folder = folderWith({
    'staging/main/cli.js': 'new',
    'staging/main/chunk-NEW.js': 'new',
    'dist/main/cli.js': 'old',
    'dist/main/chunk-OLD.js': 'old',
    'dist/main/chunk-ANCIENT.js': 'ancient',
    'dist/main/chunk-LAST.js': 'of the last build',
    'dist/build.json': '{"fingerprint":"old","files":["main/cli.js","main/chunk-LAST.js"]}',
  });
  folders.push(folder);
  age(folder, 'chunk-ANCIENT.js');
  age(folder, 'chunk-LAST.js');
  return folder;
}

function age(folder: string, name: string): void {
  utimesSync(join(folder, 'dist', 'main', name), new Date('2020-01-01'), new Date('2020-01-01'));
}

function install(folder: string, build: { fingerprint: string | null; clean: boolean }): void {
  const code = `import { install } from ${JSON.stringify(INSTALL)}; install(${JSON.stringify({ staging: 'staging', ...build })});`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: folder });
}

const isThere = (folder: string, name: string) => existsSync(join(folder, 'dist', 'main', name));

describe('installing a build', () => {
  it('keeps the pieces of the last build for processes that run from it, and drops older ones', () => {
    const folder = building();
    install(folder, { fingerprint: 'new', clean: false });
    expect(readFileSync(join(folder, 'dist', 'main', 'cli.js'), 'utf8')).toBe('new');
    expect(isThere(folder, 'chunk-NEW.js')).toBe(true);
    expect(isThere(folder, 'chunk-OLD.js')).toBe(true);
    expect(isThere(folder, 'chunk-ANCIENT.js')).toBe(false);
    expect(JSON.parse(readFileSync(join(folder, 'dist', 'build.json'), 'utf8'))).toEqual({
      fingerprint: 'new',
      files: ['main/chunk-NEW.js', 'main/cli.js'],
    });
  });

  it('keeps the pieces of the last build a day from then on, however long ago that was made', () => {
    const folder = building();
    install(folder, { fingerprint: 'new', clean: false });
    expect(isThere(folder, 'chunk-LAST.js')).toBe(true);
    install(folder, { fingerprint: 'new', clean: false });
    expect(isThere(folder, 'chunk-LAST.js')).toBe(true);
    age(folder, 'chunk-LAST.js');
    install(folder, { fingerprint: 'new', clean: false });
    expect(isThere(folder, 'chunk-LAST.js')).toBe(false);
  });

  it('leaves nothing of earlier builds where it is to be clean', () => {
    const folder = building();
    install(folder, { fingerprint: 'new', clean: true });
    expect(isThere(folder, 'chunk-OLD.js')).toBe(false);
    expect(isThere(folder, 'chunk-NEW.js')).toBe(true);
  });

  it('does not call half a build whole', () => {
    const folder = building();
    install(folder, { fingerprint: null, clean: false });
    expect(existsSync(join(folder, 'dist', 'build.json'))).toBe(false);
    expect(isThere(folder, 'chunk-ANCIENT.js')).toBe(true);
  });
});

describe('what is built', () => {
  const built = (name: string) => join(PACKAGE, 'dist', 'main', name);

  it('has a worker that loads nothing after its start, so that a new build can not break it', () => {
    const worker = readFileSync(built('worker.js'), 'utf8');
    expect(worker).not.toMatch(/(?:from|import)\s*\(?\s*["']\.{1,2}\//);
    expect(worker).not.toMatch(/from\s+["'](?!node:)[a-z@]/);
  });

  it('has a command line that can be executed', () => {
    expect(readFileSync(built('cli.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(statSync(built('cli.js')).mode & 0o111).toBe(0o111);
  });

  it('has the other side of each pipeline beside it', () => {
    for (const name of ['child.py', 'javascript-child.js', 'syntax.py', 'javascript-syntax.js']) {
      expect(existsSync(built(name))).toBe(true);
    }
  });
});
