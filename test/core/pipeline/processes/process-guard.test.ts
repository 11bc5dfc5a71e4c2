import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { isRunning, waitUntilGone } from '../processes.ts';

const OWNER = fileURLToPath(new URL('../guard-owner.ts', import.meta.url));
/** Starts a process in a session of its own, tells its id and stays its parent. */
const PARENT = `
const { spawn } = require('node:child_process');
const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 60000)'], { detached: true, stdio: 'ignore' });
process.stdout.write(String(child.pid) + '\\n');
setInterval(() => 0, 60000);`;

const started: number[] = [];
afterEach(() => {
  for (const pid of started.splice(0)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It is gone, as it should be.
    }
  }
});

/** A process and the first line that it writes. */
async function begin(
  args: readonly string[],
): Promise<{ readonly child: ChildProcess; readonly line: string }> {
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child.pid ?? 0);
  const [line] = await once(child.stdout, 'data');
  return { child, line: String(line).trim() };
}

describe.skipIf(process.platform === 'win32')('the guard of a pipeline', () => {
  it('ends with a killed worker also what has begun a session of its own, by the tree of processes alone', async () => {
    const { child: parent, line } = await begin(['-e', PARENT]);
    const detached = Number(line);
    started.push(detached);
    const owner = await begin(['--import', 'tsx', OWNER, String(parent.pid)]);
    expect([owner.line, await isRunning(detached)]).toEqual(['guards', true]);
    owner.child.kill('SIGKILL');
    await waitUntilGone([parent.pid ?? 0, detached]);
  });
});
