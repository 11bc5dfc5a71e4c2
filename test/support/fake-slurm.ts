import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Programs with the names of Slurm's, for machines without it. Its `sbatch` answers as the real one and runs the tasks
 * of the array itself, detached, unless a file `hold` lies in its folder; each call is noted in `calls.jsonl`.
 */
const SBATCH = `const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const folder = path.dirname(__dirname);
const args = process.argv.slice(2);
const script = args.at(-1);
const value = (name) => args.find((arg) => arg.startsWith('--' + name + '='))?.slice(name.length + 3) ?? null;
const calls = path.join(folder, 'calls.jsonl');
const noted = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(SLURM|SBATCH|TEST)_|TOKEN/.test(name)));
fs.appendFileSync(calls, JSON.stringify({ args, env: noted }) + '\\n');
const job = String(4710 + fs.readFileSync(calls, 'utf8').trim().split('\\n').length);
const answer = path.join(folder, 'answer.json');
if (fs.existsSync(answer)) {
  const { stdout = '', stderr = '', code = 0 } = JSON.parse(fs.readFileSync(answer, 'utf8'));
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exit(code);
}
const last = Number(/^0-(\\d+)/.exec(value('array'))[1]);
const begin = [];
for (let task = 0; task <= last; task += 1) {
  const log = value('output').replaceAll('%a', String(task)).replaceAll('%%', '%');
  begin.push({ script, log, env: { ...process.env, SLURM_JOB_ID: job, SLURM_ARRAY_JOB_ID: job, SLURM_ARRAY_TASK_ID: String(task) } });
}
if (fs.existsSync(path.join(folder, 'hold'))) {
  fs.writeFileSync(path.join(folder, 'held.json'), JSON.stringify(begin));
} else {
  for (const { script, log, env } of begin) {
    const output = fs.openSync(log, 'a');
    spawn('/bin/sh', [script], { env, detached: true, stdio: ['ignore', output, output] }).unref();
  }
}
process.stdout.write(job + '\\n');
`;

/** In a shell, which begins at once: who asks it does not wait for long. */
const SQUEUE = `queue="$(dirname "$0")/../queue.txt"
if [ ! -e "$queue" ]; then
  echo 'slurm_load_jobs error: Invalid job id specified' >&2
  exit 1
fi
cat "$queue"
`;

type SbatchCall = {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

export type FakeSlurm = {
  /** PATH with the programs in front. */
  readonly path: string;
  readonly calls: () => readonly SbatchCall[];
  /** Jobs are taken and begin no task from now on. */
  readonly hold: () => void;
  /** The tasks that were held, to be run one by one. */
  readonly held: () => readonly {
    readonly script: string;
    readonly log: string;
    readonly env: Readonly<Record<string, string>>;
  }[];
  /** What `sbatch` answers in place of taking the job. */
  readonly answer: (answer: { stdout?: string; stderr?: string; code?: number }) => void;
  /** What `squeue` prints. */
  readonly queue: (lines: readonly string[]) => void;
};

/** @param folder - an empty one of its own; the caller removes it */
export function fakeSlurm(folder: string): FakeSlurm {
  const programs = join(folder, 'bin');
  mkdirSync(programs, { recursive: true });
  const sbatch = join(programs, 'sbatch.cjs');
  writeFileSync(sbatch, SBATCH);
  for (const [name, text] of [
    ['sbatch', `exec "${process.execPath}" "${sbatch}" "$@"\n`],
    ['squeue', SQUEUE],
  ] as const) {
    writeFileSync(join(programs, name), `#!/bin/sh\n${text}`);
    chmodSync(join(programs, name), 0o755);
  }
  const text = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null;
  return {
    path: `${programs}${delimiter}${process.env.PATH}`,
    calls: () =>
      (text('calls.jsonl') ?? '')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as SbatchCall),
    hold: () => writeFileSync(join(folder, 'hold'), ''),
    held: () => JSON.parse(text('held.json') ?? '[]') as ReturnType<FakeSlurm['held']>,
    answer: (answer) => writeFileSync(join(folder, 'answer.json'), JSON.stringify(answer)),
    queue: (lines) => writeFileSync(join(folder, 'queue.txt'), lines.map((line) => `${line}\n`).join('')),
  };
}
