import { stat } from 'node:fs/promises';
import { isoTime } from '../iso-time.ts';
import { runLayout } from '../layout.ts';

/**
 * When a worker's heartbeat moved last, by the clock of the machine that keeps its file; null without one. Whether the
 * worker lives only its beat's standing still tells: clocks of two machines may differ.
 */
export async function lastBeat(root: string, worker: string): Promise<string | null> {
  const found = await stat(runLayout(root).beat(worker)).catch(() => null);
  return found === null ? null : isoTime(Math.floor(found.mtimeMs));
}
