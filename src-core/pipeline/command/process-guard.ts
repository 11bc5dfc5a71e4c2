import { type ChildProcess, spawn } from 'node:child_process';

/** Remembers the last line; when its input ends, it kills the process group that the line names. */
const SCRIPT =
  'while read -r group; do last=$group; done; if [ -n "$last" ]; then kill -s KILL -- "-$last"; fi';

/**
 * A small process that outlives this one and then kills the command that was running: a command knows nothing of us
 * and would go on after our SIGKILL. Its input is a pipe that only we hold, so it ends with us, however we end.
 */
export class ProcessGuard {
  #shell: ChildProcess | null = null;

  /** From now on the group of `pid` dies with us. */
  watch(pid: number): void {
    this.#write(`${pid}\n`);
  }

  /** The watched group has ended; its number may be given to others. */
  release(): void {
    this.#write('\n');
  }

  close(): void {
    this.release();
    this.#shell?.stdin?.end();
    this.#shell = null;
  }

  #write(line: string): void {
    if (process.platform !== 'win32') {
      this.#shell ??= startShell();
      this.#shell.stdin?.write(line);
    }
  }
}

function startShell(): ChildProcess {
  // Detached: whoever kills our process group must not take the guard with it.
  const shell = spawn('/bin/sh', ['-c', SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  return shell;
}
