import { type ChildProcess, spawn } from 'node:child_process';
import { PROCESS_MARK } from './process-tree.ts';

/**
 * Remembers the last line, a process group (`-` while there is none yet) and its mark; when its input ends, it kills the
 * group with all that its leader has started, wherever that is now, and on Linux all that bear the mark, twice for what
 * is started meanwhile.
 */
const SCRIPT = `
while read -r group mark; do last=$group; sign=$mark; done
if [ -n "$last" ]; then
  if [ "$last" != - ]; then
    below=$(ps -axo pid=,ppid= 2>/dev/null | awk -v top="$last" '
      { parent[$1] = $2 }
      END {
        found[top] = 1
        do {
          more = 0
          for (pid in parent) if (!(pid in found) && (parent[pid] in found)) { found[pid] = 1; more = 1; print pid }
        } while (more)
      }')
    kill -s KILL -- "-$last" 2>/dev/null
    [ -z "$below" ] || kill -s KILL $below 2>/dev/null
  fi
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
  #watched: string | null = null;

  /**
   * From now on what bears this mark dies with us, in place of what was watched before. To be said before the process is
   * started: it may run before we do again, and we may be killed then.
   */
  expect(mark: string): void {
    this.#write('-', mark);
  }

  /** It has started, as the leader of this group. */
  watch(group: number, mark: string): void {
    this.#write(String(group), mark);
  }

  /** It has ended; its number may be given to others. */
  release(mark: string): void {
    if (mark === this.#watched) {
      this.#shell?.stdin?.write('\n');
      this.#watched = null;
    }
  }

  close(): void {
    this.#shell?.stdin?.end('\n');
    this.#shell = null;
  }

  #write(group: string, mark: string): void {
    if (process.platform !== 'win32') {
      this.#shell ??= startShell();
      this.#shell.stdin?.write(`${group} ${mark}\n`);
      this.#watched = mark;
    }
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
