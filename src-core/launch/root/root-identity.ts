import { statSync } from 'node:fs';
import { inspectRoot } from '#core/state/root/inspect-root.ts';
import { readRunRecord } from '#core/state/root/run-record.ts';

/** What tells what stands in a root now from what stands there later: the run's id, or that of the directory. */
export async function rootIdentity(root: string): Promise<string> {
  if ((await inspectRoot(root)).kind === 'run') {
    return (await readRunRecord(root)).run_id;
  }
  const stat = statSync(root, { throwIfNoEntry: false });
  return stat === undefined ? 'none' : `${stat.ino}-${Math.round(stat.birthtimeMs)}`;
}
