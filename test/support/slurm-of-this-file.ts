import { spawn } from 'node:child_process';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { removeFolder } from '#test/support/remove-folder.ts';
import { command, type Finished } from './command-line.ts';
import { type FakeSlurm, fakeSlurm } from './fake-slurm.ts';
import { folderWith } from './folder-with.ts';

type Held = ReturnType<FakeSlurm['held']>;

/** A stand-in of Slurm for each test of the file, and what a person and Slurm do with it. */
export type SlurmOfThisFile = {
  readonly slurm: () => FakeSlurm;
  /** Its folder, which holds no program of it directly. */
  readonly home: () => string;
  /** Submits as a person on a machine with Slurm does. */
  readonly submit: (yaml: string, args?: readonly string[]) => Promise<Finished>;
  /** Begins one of the tasks that were held. */
  readonly beginTask: (index: number) => ReturnType<typeof begin>;
  /** Has these tasks be the held ones. */
  readonly hold: (tasks: Held) => void;
};

export function slurmOfThisFile(): SlurmOfThisFile {
  let home = '';
  let slurm: FakeSlurm;
  beforeEach(() => {
    home = folderWith({});
    slurm = fakeSlurm(home);
  });
  afterEach(() => removeFolder(home));
  return {
    slurm: () => slurm,
    home: () => home,
    submit: (yaml, args = []) => command(['submit', yaml, '--slurm', ...args], { env: { PATH: slurm.path } }),
    beginTask: (index) => begin(slurm.held()[index]),
    hold: (tasks) => writeFileSync(join(home, 'held.json'), JSON.stringify(tasks)),
  };
}

function begin(task: Held[number] | undefined) {
  if (task === undefined) {
    throw new Error('no such task is held');
  }
  const output = openSync(task.log, 'a');
  const child = spawn('/bin/sh', [task.script], { env: task.env, stdio: ['ignore', output, output] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, ended, log: () => readFileSync(task.log, 'utf8') };
}
