import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BatchJob, batchScript, sbatchArguments } from '#core/launch/slurm/batch-script.ts';
import { readSbatchOptions } from '#core/launch/slurm/sbatch-options.ts';
import { folderWith } from '#test/support/folder-with.ts';

let folder: string;
beforeEach(() => {
  folder = folderWith({});
});
afterEach(() => rmSync(folder, { recursive: true }));

const PROGRAM = { node: '/opt/node', command: '/opt/incumbent/dist/main/cli.js', isElectron: false };

function job(given: Partial<BatchJob> = {}): BatchJob {
  return {
    root: '/cluster/ada/runs/first',
    submission: '0001',
    tasks: 12,
    wish: readSbatchOptions([]),
    program: PROGRAM,
    ...given,
  };
}

/** The lines that are for sbatch. */
function directives(script: string): readonly string[] {
  return script.split('\n').filter((line) => line.startsWith('#SBATCH'));
}

/** Runs a script whose programs note what they are called with. */
function run(given: Partial<BatchJob>) {
  const file = join(folder, 'job.sh');
  writeFileSync(file, batchScript(job(given)));
  return spawnSync('/bin/sh', [file], { encoding: 'utf8', cwd: '/' });
}

/** A node that notes its arguments, and a command beside it. */
function programs(name: string) {
  const home = join(folder, name);
  mkdirSync(home, { recursive: true });
  const noted = join(folder, 'noted');
  const node = join(home, 'node');
  writeFileSync(node, `#!/bin/sh\nprintf '%s\\n' "$ELECTRON_RUN_AS_NODE" "$@" > '${noted}'\n`);
  chmodSync(node, 0o755);
  const command = join(home, 'cli.js');
  writeFileSync(command, '');
  return { node, command, noted: () => readFileSync(noted, 'utf8').trimEnd().split('\n') };
}

describe('the script of an array job', () => {
  test('asks for one task a worker, a warning before its end, and a log for each', () => {
    expect(directives(batchScript(job()))).toEqual([
      '#SBATCH --job-name=incumbent-first',
      '#SBATCH --signal=B:USR2@60',
      '#SBATCH --open-mode=append',
      '#SBATCH --array=0-11',
      '#SBATCH --output=/cluster/ada/runs/first/.incumbent/submissions/0001-%a.log',
    ]);
  });

  test('has what was asked of sbatch behind its own defaults and before what must not be changed', () => {
    const wish = readSbatchOptions(['--time=2:00:00', '--job-name=mine', '--array=%3']);
    expect(directives(batchScript(job({ wish }))).slice(2)).toEqual([
      '#SBATCH --open-mode=append',
      '#SBATCH --time=2:00:00',
      '#SBATCH --job-name=mine',
      '#SBATCH --array=0-11%3',
      '#SBATCH --output=/cluster/ada/runs/first/.incumbent/submissions/0001-%a.log',
    ]);
  });

  test('says on the command line what it says in its lines, where no variable of a site outranks it', () => {
    const wish = readSbatchOptions(['-p gpu', '--comment=a b']);
    const lines = directives(batchScript(job({ wish, root: '/runs/first' })));
    const args = sbatchArguments(job({ wish, root: '/runs/first' }));
    expect(args.slice(0, 2)).toEqual(['--parsable', '--job-name=incumbent-first']);
    expect(args.slice(1).join(' ')).toBe(
      lines.map((line) => line.replace('#SBATCH ', '').replaceAll('"', '')).join(' '),
    );
  });

  test('keeps a % of a path from being a placeholder of Slurm', () => {
    expect(sbatchArguments(job({ root: '/runs/100%a' })).at(-1)).toBe(
      '--output=/runs/100%%a/.incumbent/submissions/0001-%a.log',
    );
  });

  test.each(['plain', "it's", 'a b', '$HOME `id` "x" \\n', '#1; exit 3'])(
    'runs the worker in its place, whatever is in the paths: %s',
    (name) => {
      const { node, command, noted } = programs(name);
      const root = join(folder, name.replaceAll('\\', ''));
      mkdirSync(root, { recursive: true });
      const { status, stderr } = run({ root, program: { node, command, isElectron: false } });
      expect(stderr).toBe('');
      expect(status).toBe(0);
      expect(noted()).toEqual(['', command, 'worker', root, '--submission', '0001']);
    },
  );

  test('runs Electron as Node, whose command may lie in an archive that only it can look into', () => {
    const { node, noted } = programs('app');
    writeFileSync(join(folder, 'app', 'app.asar'), '');
    const command = join(folder, 'app', 'app.asar', 'dist', 'main', 'cli.js');
    const { status, stderr } = run({ root: folder, program: { node, command, isElectron: true } });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(noted().slice(0, 2)).toEqual(['1', command]);
  });

  test.each(['node', 'command', 'root'] as const)(
    'says what a node lacks where it does not see the %s, with the exit code of the system',
    (lacking) => {
      const { node, command } = programs('home');
      const missing = join(folder, 'elsewhere');
      const paths = { node, command, root: folder, [lacking]: missing };
      const { status, stderr } = run({
        root: paths.root,
        program: { node: paths.node, command: paths.command, isElectron: false },
      });
      expect(status).toBe(4);
      expect(stderr).toContain(`Every node must see what the submitting machine sees; `);
      expect(stderr).toContain(` has no ${missing}\n`);
    },
  );

  test('can not be written for a path with a line break', () => {
    expect(() => batchScript(job({ root: '/runs/a\nb' }))).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining('without line breaks') }),
    );
  });

  test('can not be written for a root with a backslash, for which Slurm would name one log for all tasks', () => {
    expect(() => batchScript(job({ root: '/runs/a\\b' }))).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining('found /runs/a\\b') }),
    );
  });

  test('gives the job the name of the root as far as Slurm and shells bear it', () => {
    expect(sbatchArguments(job({ root: '/runs/größe 1;x' }))).toContain('--job-name=incumbent-gr-e-1-x');
  });
});
