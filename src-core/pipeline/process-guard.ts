import { type ChildProcess, spawn } from 'node:child_process';
import type { GroupProcess } from './group-process.ts';
import { PROCESS_MARK } from './process-tree.ts';

/**
 * Remembers the last line; when its input ends, it kills the process group that the line names, and on Linux all that
 * bear its mark, twice for what is started meanwhile.
 */
const SCRIPT = `
while read -r group mark; do last=$group; sign=$mark; done
if [ -n "$last" ]; then
  kill -s KILL -- "-$last" 2>/dev/null
  for round in 1 2; do
    for file in $(grep -lsF -- "${PROCESS_MARK}=$sign" /proc/[0-9]*/environ); do
      pid=\${file#/proc/}
      kill -s KILL "\${pid%/environ}" 2>/dev/null
    done
  done
fi`;

/**
 * A small process that outlives this one and then kills the user's processes, which lead a group of their own and would
 * go on after our SIGKILL. Its input is a pipe that only we hold, so it ends with us, however we
 * end. From outside, because nothing inside can be relied on: a thread of the child does not run while C code holds
 * the interpreter's lock, and the death signal of Linux reaches the child but not what it has started.
 */
export class ProcessGuard {
  #shell: ChildProcess | null = null;
  #watched: number | null = null;

  /** From now on this process and all that it starts die with us, in place of the one before. */
  watch({ child: { pid }, mark }: GroupProcess): void {
    if (pid !== undefined && process.platform !== 'win32') {
      this.#shell ??= startShell();
      this.#shell.stdin?.write(`${pid} ${mark}\n`);
      this.#watched = pid;
    }
  }

  /** The process has ended; its number may be given to others. */
  release({ child: { pid } }: GroupProcess): void {
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
