import { statSync } from 'node:fs';
import { IncumbentError } from '#core/contract/errors.ts';
import { errnoOf, fileError } from '#core/platform/files.ts';
import type { RunLayout } from '../layout.ts';
import { rootReplaced } from './root-replaced.ts';
import { type RunRecord, readRunRecordSync } from './run-record.ts';

/**
 * What stands in the root: the run that was opened, nothing (which may be a disk that is away for a moment), or another
 * run. `unknown`: it can't be looked at just now.
 */
export type RootSight = 'ours' | 'gone' | 'replaced' | 'unknown';

/** The record, read again only where its file changed; for looking at every step. */
export type WatchedRecord = {
  current(): RunRecord;
  /** Throws `root-replaced` where the directory is no longer the run that was opened; details: `gone`. */
  check(): void;
  look(): RootSight;
};

export function watchRecord(layout: RunLayout): WatchedRecord {
  let seen = fingerprint(layout.record);
  let record = readRunRecordSync(layout);
  const { run_id } = record;

  function check(): void {
    const now = fingerprint(layout.record);
    if (now === null) {
      throw rootReplaced(layout.root, null);
    }
    if (now !== seen) {
      const next = readRunRecordSync(layout);
      if (next.run_id !== run_id) {
        throw rootReplaced(layout.root, next.run_id);
      }
      [seen, record] = [now, next];
    }
  }

  function look(): RootSight {
    try {
      check();
      return 'ours';
    } catch (thrown) {
      if (!(thrown instanceof IncumbentError) || thrown.code !== 'root-replaced') {
        return 'unknown';
      }
      return thrown.details.gone === true ? 'gone' : 'replaced';
    }
  }
  return { current: () => record, check, look };
}

/** Null where there is nothing, or something that is no directory stands in the root's place. */
function fingerprint(path: string): string | null {
  try {
    const { ino, mtimeNs, size } = statSync(path, { bigint: true });
    return `${ino} ${mtimeNs} ${size}`;
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(thrown) ?? '')) {
      return null;
    }
    throw fileError(thrown, path, 'read');
  }
}
