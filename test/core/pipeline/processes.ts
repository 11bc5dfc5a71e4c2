import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '#test/support/wait-until.ts';

/** A program that evaluates once, as a worker does. */
export const STAND_IN = fileURLToPath(new URL('./worker-stand-in.ts', import.meta.url));

/** Whether a process runs; one that has ended but was not waited for does not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat === null ? process.platform !== 'linux' : !/\) [ZX]/.test(stat);
}

/** The process ids that a fixture program writes into a file, once it has. */
export async function pidsIn(file: string): Promise<readonly number[]> {
  const text = await waitUntil(() => readFile(file, 'utf8').catch(() => null));
  return (text ?? '').trim().split(' ').map(Number);
}

export async function waitUntilGone(pids: readonly number[]): Promise<void> {
  for (const pid of pids) {
    await waitUntil(async () => !(await isRunning(pid)));
  }
}

/** Until this process itself has heard of the end of one that it started: only then does the system forget its id. */
export async function waitUntilCollected(pid: number): Promise<void> {
  await waitUntil(() => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  });
}
