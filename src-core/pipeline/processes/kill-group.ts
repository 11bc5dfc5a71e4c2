import { spawn } from 'node:child_process';

/**
 * Kills a process that was started `detached`, together with everything that it started and that stayed in its group.
 * SIGKILL, because the user's code may ignore all else. Does nothing where they are gone.
 */
export function killGroup(pid: number): void {
  if (process.platform === 'win32') {
    spawn('taskkill', ['/T', '/F', '/PID', String(pid)], { stdio: 'ignore' }).on('error', () => undefined);
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left in the group.
  }
}
