import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * A process that can be recognised later by others. Two processes can look at each other only where `host` and
 * `space` are equal: same host name, same boot and same table of process ids (containers have their own).
 */
export type ProcessIdentity = {
  readonly host: string;
  readonly pid: number;
  /** Start time as the system tells it, opaque; null where it can't be had. Guards against reused process ids. */
  readonly started: string | null;
  /** Boot id and process-id namespace, opaque; empty where the system does not tell. */
  readonly space: string;
};

let own: ProcessIdentity | null = null;

/** The identity of this process; read once. */
export function ownIdentity(): ProcessIdentity {
  own ??= {
    host: hostname(),
    pid: process.pid,
    started: processStart(process.pid),
    space: processSpace(),
  };
  return own;
}

/** Whether `isAlive` can be asked about a process of that host at all. */
export function sharesProcesses(a: ProcessIdentity, b: ProcessIdentity): boolean {
  return a.host === b.host && a.space === b.space;
}

/**
 * Whether the process `pid` that started at `started` still runs on this machine; null where that can't be told: the
 * number is in use, but not by whom (other users' processes may be hidden, Windows tells no start). A zombie is dead:
 * it only waits for its parent, which may take seconds.
 */
export function processLife(pid: number, started: string | null): boolean | null {
  const stat = readStat(pid);
  if (stat !== null) {
    return isSameLife(stat, started);
  }
  if (!answersToSignals(pid)) {
    return false;
  }
  const told = started === null || !HAS_PS ? null : statByPs(pid);
  return told === null ? null : isSameLife(told, started);
}

/** Where /proc tells nothing of others, on Linux, `ps` does not either. */
const HAS_PS = process.platform !== 'linux' && process.platform !== 'win32';

type ProcessStat = { readonly state: string; readonly started: string };

function isSameLife({ state, started: now }: ProcessStat, started: string | null): boolean {
  return !('ZXx'.includes(state) || (started !== null && now !== started));
}

/** As {@link processLife}; what can't be told counts as alive. */
export function isAlive(pid: number, started: string | null): boolean {
  return processLife(pid, started) ?? true;
}

/** When a process started, as an opaque text that differs between two processes of one id; null where unknown. */
export function processStart(pid: number): string | null {
  return (HAS_PS ? statByPs(pid) : readStat(pid))?.started ?? null;
}

/** What `ps` says of it, as on macOS. A time of day, so it is asked for as everybody understands it: others may have another zone or language. */
export function statByPs(pid: number): ProcessStat | null {
  try {
    const text = execFileSync('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    const [state = '', ...started] = text.split(/\s+/);
    return started.length === 0 ? null : { state: state.charAt(0), started: started.join(' ') };
  } catch {
    return null;
  }
}

function answersToSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: it lives and belongs to somebody else.
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** State letter and start time (fields 3 and 22) from /proc; the name before them may hold spaces and brackets. */
function readStat(pid: number): ProcessStat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state, started] = [fields[0], fields[19]];
    return state === undefined || started === undefined ? null : { state, started };
  } catch {
    return null;
  }
}

function processSpace(): string {
  if (process.platform !== 'linux') {
    return '';
  }
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const namespace = attempt(() => readlinkSync('/proc/self/ns/pid'));
  // A container that shows another one's /proc: the numbers in it are not ours, so nobody here can be looked up.
  const isForeign = attempt(() => readlinkSync('/proc/self')) !== String(process.pid);
  return [boot, namespace, isForeign ? randomUUID() : null].filter((part) => part !== null).join(' ');
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
