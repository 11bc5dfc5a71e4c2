import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { isAlive, ownIdentity } from '#core/platform/process-identity.ts';
import { listWorkers } from '#core/state/workers/workers.ts';
import { folderWith } from './folder-with.ts';
import { waitUntil } from './wait-until.ts';

/** The built command line, as a stranger starts it. */
export const CLI = fileURLToPath(new URL('../../dist/main/cli.js', import.meta.url));

export type Finished = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type RunningCommand = {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** What it has written so far. */
  readonly output: { stdout: string; stderr: string };
};

type Where = { readonly cwd?: string; readonly env?: Readonly<Record<string, string | undefined>> };

/** Starts the built command line as a process, for tests of signals and of the process itself; the caller waits for its end. */
export function startCommand(args: readonly string[], { cwd, env }: Where = {}): RunningCommand {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString();
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...output }));
  });
  return { child, finished, output };
}

/** Runs the built command line as a process to its end. */
export function builtCommand(args: readonly string[], where: Where = {}): Promise<Finished> {
  return startCommand(args, where).finished;
}

/** What would make a worker or a host of the process of the tests. */
const NEEDS_PROCESS: readonly (string | undefined)[] = ['worker', 'serve', 'open'];

/**
 * Makes a call of the command line in this process, which takes a tenth of the time of a process of its own. The working
 * directory is that of the tests.
 *
 * @param env what differs from the environment of the tests; `os.homedir()` does not see it
 */
export async function command(args: readonly string[], { env }: Pick<Where, 'env'> = {}): Promise<Finished> {
  if (NEEDS_PROCESS.includes(args[0]) && !args.includes('--help')) {
    throw new Error(`\`incumbent ${args[0]}\` needs a process of its own: use builtCommand`);
  }
  const { runProgram } = await import('#main/cli/program.ts');
  const begunAt = new Date();
  const output = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof output) => ({
    write: (text: string | Uint8Array) => {
      output[name] += typeof text === 'string' ? text : Buffer.from(text).toString();
    },
  });
  const code = await runProgram(args, '0.0.0-test', {
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    begunAt: () => begunAt,
  });
  return { code, ...output };
}

/**
 * What `status --json` tells of a root (test/main/cli/contract.test.ts holds one against the other). Throws as `readStatus` does.
 */
export async function statusOf(root: string): Promise<RunStatus> {
  const { readStatus } = await import('#core/engine/runs/look.ts');
  return JSON.parse(JSON.stringify(await readStatus(root))) as RunStatus;
}

/** What `trials --format jsonl` tells of a root, read as {@link statusOf} reads. */
export async function trialsOf(root: string): Promise<readonly Trial[]> {
  const { readTrialsAndCurves } = await import('#core/engine/runs/look.ts');
  const { trialsText } = await import('#main/cli/show/trials-text.ts');
  return JSON.parse(
    trialsText('json', await readTrialsAndCurves(root, { where: null, dataDirectory: '' })),
  ) as readonly Trial[];
}

/** The process of the worker that evaluates a trial, once the root tells which one that is. */
export function pidOfTrial(root: string, trial: string): Promise<number> {
  return waitUntil(async () => {
    const { workers } = await statusOf(root);
    return workers.find((worker) => worker.trial === trial)?.pid;
  });
}

/**
 * Kills every worker of this machine that still lives in a root, and waits until it is dead: for a test about that, and
 * for the end of one that went wrong.
 */
export async function killWorkers(root: string): Promise<void> {
  const { space } = ownIdentity();
  const workers = await listWorkers(root).catch(() => []);
  const here = workers.filter(({ registration, end }) => end === null && registration.space === space);
  for (const { pid, started } of here.map(({ registration }) => registration)) {
    if (isAlive(pid, started)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has just ended by itself.
      }
      await waitUntil(() => !isAlive(pid, started));
    }
  }
}

/** The least of a search: one float, a JavaScript function that is called with it. */
export const TRIVIAL = `export function objective({ x }) { return (x - 0.3) ** 2; }\n`;

/**
 * A function that notes pid, start and end of each of its evaluations in a file beside the YAML and then waits for as
 * long as a file `hold` is there. With it tests know what was evaluated, when, and by whom.
 */
export const NOTING = `import { appendFileSync, existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
const note = (word, context) =>
  appendFileSync(new URL('./evaluations.log', import.meta.url), \`\${word} \${context.pipelineId} \${process.pid}\\n\`);
export async function objective({ x }, context) {
  note('begin', context);
  while (existsSync(new URL('./hold', import.meta.url))) {
    await sleep(10);
  }
  note('end', context);
  return (x - 0.3) ** 2;
}
`;

/** A folder with a run's YAML and its pipeline; the caller removes it. */
export function searchFolder(
  settings: Readonly<Record<string, unknown>> = {},
  files: Readonly<Record<string, string>> = {},
): { readonly folder: string; readonly yaml: string; readonly root: string } {
  const text = stringify({
    evaluate_pipeline: 'objective.mjs:objective',
    pipeline_space: { x: { lower: 0.0, upper: 1.0, type: 'float' } },
    root_directory: 'results',
    optimizer: 'random_search',
    max_evaluations_total: 4,
    ...settings,
  });
  const folder = folderWith({ 'objective.mjs': TRIVIAL, 'run.yaml': text, ...files });
  return { folder, yaml: join(folder, 'run.yaml'), root: join(folder, 'results') };
}

/** The lines that a {@link NOTING} pipeline wrote, `['begin', '1', '4242']`. */
export function evaluationsIn(folder: string): readonly (readonly string[])[] {
  try {
    return readFileSync(join(folder, 'evaluations.log'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' '));
  } catch {
    return [];
  }
}
