import { readFileSync } from 'node:fs';

/** The kernel counts a process's start in hundredths of a second on every Linux that Node supports. */
const TICKS_PER_SECOND = 100;

/**
 * When this call began, as the system knows it: on a busy machine that is well before Node is ready to run anything, and
 * starts of the same moment are told apart from later ones by it.
 */
export function callBegan(): Date {
  const seconds = secondsSinceStart();
  return seconds === null ? new Date(performance.timeOrigin) : new Date(Date.now() - seconds * 1000);
}

/** From /proc, where it is; field 22 of `stat` is the start after boot, the program's name before it may hold spaces. */
function secondsSinceStart(): number | null {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const started = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]) / TICKS_PER_SECOND;
    const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]);
    return Number.isFinite(uptime - started) ? Math.max(0, uptime - started) : null;
  } catch {
    return null;
  }
}
