import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { workerArguments } from '#core/runtime/start/worker-command.ts';

const WORKER = fileURLToPath(new URL('../../../dist/main/worker.js', import.meta.url));
const LOOK_MS = 25;

/** What a worker process left behind. */
export type WorkerTraces = {
  /** The most memory that it held at once, in megabytes; NaN where the system does not tell. */
  readonly peakMemory: number;
};

/** Starts one worker on a root, as the command line does, and waits for its end. */
export async function runWorkerProcess(root: string, worker: string): Promise<WorkerTraces> {
  const args = workerArguments({
    root,
    worker,
    generation: 0,
    logLevel: 'info',
    version: 'bench',
    interpreter: null,
    maxEvaluations: null,
    pipeline: null,
    workingDirectory: null,
  }).filter((argument) => argument !== '--handshake');
  const child = spawn(process.execPath, [WORKER, ...args], { stdio: 'ignore' });
  let peakMemory = Number.NaN;
  const timer = setInterval(() => {
    peakMemory = peakOf(child.pid) ?? peakMemory;
  }, LOOK_MS);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  clearInterval(timer);
  if (code === 4) {
    throw new Error(`the worker could not begin in ${root}`);
  }
  return { peakMemory };
}

/** The system's own note of the peak, in megabytes. */
function peakOf(pid: number | undefined): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}
