import { existsSync } from 'node:fs';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import { listTrials } from '../journal/rebuild.ts';
import type { RunLayout } from '../layout.ts';
import { below, type Examination, finding } from './finding.ts';

/** A run whose record tells nothing: no worker can go on with it, and nothing else can be judged. */
export function brokenRecord(layout: RunLayout, thrown: unknown): Examination {
  const isNewer = thrown instanceof IncumbentError && thrown.code === 'root-format-unknown';
  const code = isNewer
    ? 'format-unknown'
    : existsSync(layout.record)
      ? 'record-unreadable'
      : 'record-missing';
  const does = isNewer
    ? 'use the version of Incumbent that wrote it, or a newer one'
    : 'bring .incumbent/run.yaml back from a backup; the files of results/ are untouched and can be read without it';
  return {
    schema: 1,
    root: layout.root,
    run_id: null,
    healthy: false,
    findings: [
      finding({
        code,
        severity: 'error',
        message: messageOf(thrown),
        evidence: [`results/ holds ${listTrials(layout).length} folders of trials`],
        path: below(layout, layout.record),
        mend: { kind: 'hand', does },
      }),
    ],
    workers: [],
    journal_deletable: { may: false, because: 'without its record the run can not be judged' },
  };
}
