import type { Diagnosis } from '#core/contract/run/diagnosis.ts';
import type { DemoRun } from './demo-trials.ts';

/** What the doctor finds in every run of the demo. */
export function demoDiagnosis({ key, root }: DemoRun): Diagnosis {
  return {
    schema: 1,
    root,
    run_id: `${key}-id`,
    healthy: false,
    findings: [
      {
        code: 'stale-trial',
        severity: 'warning',
        message: 'Trial 7 is evaluating, but its worker gpu03-4003 is dead',
        evidence: [
          'its process 4003 is gone from this machine',
          `last heartbeat of its worker: ${new Date(Date.now() - 3 * 3_600_000).toISOString()}`,
        ],
        path: null,
        trial: '7',
        worker: 'gpu03-4003',
        mend: {
          kind: 'mend',
          does: 'puts it back into the queue',
          options: ['--mend', '--requeue 7', '--crash 7'],
        },
      },
      {
        code: 'differs',
        severity: 'error',
        message: 'Journal and files of trial 9 must say the same; they differ in loss',
        evidence: ['the journal: success, loss 0.5', 'the files: success, loss 0.6'],
        path: 'results/config_9',
        trial: '9',
        worker: null,
        mend: {
          kind: 'choose',
          does: 'keeps one of the two',
          options: ['--keep 9=journal', '--keep 9=files'],
        },
      },
    ],
    workers: [
      {
        id: 'gpu02-4000',
        host: 'gpu02',
        pid: 4000,
        alive: true,
        known_by: 'its heartbeat moved while this process looked',
        heartbeat_at: new Date().toISOString(),
      },
    ],
    journal_deletable: { may: false, because: 'journal and files disagree in 2 places' },
    mended: [],
  };
}
