import { type ChildProcess, spawn } from 'node:child_process';

/** Remembers the last line; when its input ends, it kills the process group that the line names. */
const SCRIPT =
  'while read -r group; do last=$group; done; if [ -n "$last" ]; then kill -s KILL -- "-$last"; fi';

/**
 * A small process that outlives this one and then kills the group of the user's processes, which lead a group of
 * their own and would go on after our SIGKILL. Its input is a pipe that only we hold, so it ends with us, however we
 * end. From outside, because nothing inside can be relied on: a thread of the child does not run while C code holds
 * the interpreter's lock, and the death signal of Linux reaches the child but not what it has started.
 */
export class ProcessGuard {
  #shell: ChildProcess | null = null;
  #watched: number | null = null;

  /** From now on the group of `pid` dies with us, in place of the one before. */
  watch(pid: number | undefined): void {
    if (pid !== undefined && process.platform !== 'win32') {
      this.#shell ??= startShell();
      this.#shell.stdin?.write(`${pid}\n`);
      this.#watched = pid;
    }
  }

  /** The group of `pid` has ended; its number may be given to others. */
  release(pid: number | undefined): void {
    if (pid !== undefined && pid === this.#watched) {
      this.#shell?.stdin?.write('\n');
      this.#watched = null;
    }
  }

  close(): void {
    this.#shell?.stdin?.end('\n');
    this.#shell = null;
  }
}

function startShell(): ChildProcess {
  // Detached: whoever kills our process group must not take the guard with it.
  const shell = spawn('/bin/sh', ['-c', SCRIPT], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  return shell;
}
