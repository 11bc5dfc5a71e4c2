import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Stands in the environment of a pipeline's process and is inherited by all that it starts: that is how a process is
 * recognised that has left both the group and its parent.
 */
export const PROCESS_MARK = 'INCUMBENT_PROCESS_MARK';

/** A process may be started while others are killed; so often is looked again. */
const ROUNDS = 5;

/**
 * Kills a process that was started `detached`, with everything that it started, also what has begun a session of its
 * own (`setsid`, `start_new_session`). On Linux even what was handed to init is found, by the mark in its environment.
 */
export function killTree(pid: number, mark: string): void {
  const known = new Set([pid]);
  // Before the group dies: its children's parent is init then.
  let found: readonly number[] = [...descendantsOf(pid), ...markedBy(mark)];
  killGroup(pid);
  for (let round = 0; round < ROUNDS; round += 1) {
    const fresh = found.filter((each) => !known.has(each));
    if (fresh.length === 0) {
      return;
    }
    for (const each of fresh) {
      known.add(each);
      killOne(each);
    }
    found = markedBy(mark);
  }
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has just ended, or belongs to somebody else.
  }
}

/** Everything below a process in the tree of parents; nothing where the system tells none. */
function descendantsOf(pid: number): readonly number[] {
  const family = parents();
  const found: number[] = [];
  let level: readonly number[] = [pid];
  while (level.length > 0) {
    const above = new Set(level);
    level = family.filter(([, parent]) => above.has(parent)).map(([child]) => child);
    found.push(...level);
  }
  return found;
}

type Parentage = readonly [pid: number, parent: number];

function parents(): readonly Parentage[] {
  switch (process.platform) {
    case 'linux':
      return processIds().flatMap((pid): readonly Parentage[] => {
        const stat = readQuietly(`/proc/${pid}/stat`);
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        return Number.isInteger(parent) ? [[pid, parent]] : [];
      });
    case 'win32':
      // `taskkill /T` knows the tree itself.
      return [];
    default:
      return parentsByPs();
  }
}

function parentsByPs(): readonly Parentage[] {
  try {
    const lines = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
    return lines.map((line): Parentage => {
      const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
      return [pid, parent];
    });
  } catch {
    return [];
  }
}

function markedBy(mark: string): readonly number[] {
  const line = `${PROCESS_MARK}=${mark}`;
  return process.platform === 'linux'
    ? processIds().filter((pid) => readQuietly(`/proc/${pid}/environ`).split('\0').includes(line))
    : [];
}

function processIds(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** Processes come and go, and those of others are closed. */
function readQuietly(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

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
