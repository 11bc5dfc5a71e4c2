import { statSync } from 'node:fs';
import { IncumbentError } from '#core/contract/errors.ts';
import type { RunLayout } from './layout.ts';
import { type RunRecord, readRunRecordSync } from './run-record.ts';

/** The record, read again only where its file changed; for looking at every step. */
export type WatchedRecord = {
  current(): RunRecord;
  /** Throws `root-replaced` where the directory is no longer the run that was opened. */
  check(): void;
};

export function watchRecord(layout: RunLayout): WatchedRecord {
  let seen = fingerprint(layout.record);
  let record = readRunRecordSync(layout);
  const { run_id } = record;

  function check(): void {
    const now = fingerprint(layout.record);
    if (now === null) {
      throw replaced(layout, 'it is gone');
    }
    if (now !== seen) {
      const next = readRunRecordSync(layout);
      if (next.run_id !== run_id) {
        throw replaced(layout, `it holds run ${next.run_id}`);
      }
      [seen, record] = [now, next];
    }
  }
  return { current: () => record, check };
}

function fingerprint(path: string): string | null {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.ino} ${stat.mtimeNs} ${stat.size}`;
}

function replaced(layout: RunLayout, found: string): IncumbentError {
  return new IncumbentError(
    'root-replaced',
    `The run directory must stay the run that was opened; now ${found}: ${layout.root}. Nothing was written`,
    { root: layout.root },
  );
}
