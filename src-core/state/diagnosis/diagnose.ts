import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '#core/contract/run/diagnosis.ts';
import { type Clock, createPauses, type Pauses } from '#core/platform/clock.ts';
import { createJournalReader } from '../journal/journal-reader.ts';
import { listJournals } from '../journal/journal-writers.ts';
import { listTrials } from '../journal/rebuild.ts';
import { type RunLayout, runLayout } from '../layout.ts';
import { createLedger, type Ledger } from '../ledger/ledger.ts';
import { type RunRecord, readRunRecord } from '../root/run-record.ts';
import { lastBeat } from '../workers/last-beat.ts';
import { createLivenessObserver, workersAtWork } from '../workers/liveness.ts';
import { createWorkerList } from '../workers/workers.ts';
import { below, byMending, type Examination, finding } from './finding.ts';
import {
  claimFindings,
  foreignFindings,
  isThere,
  leftoverFindings,
  temporaryFilesOfRun,
  temporaryFilesOfTrial,
} from './leftovers.ts';
import { lockFindings } from './lock-findings.ts';
import { brokenRecord } from './record-findings.ts';
import { type TrialsInQuestion, trialFindings } from './trial-findings.ts';
import { type WorkersSight, workerFindings, workersWithoutEnd } from './worker-findings.ts';

/** Files follow their journal within milliseconds: what is still so after this long is no step in progress. */
const SETTLED_MS = 500;
const MOST_LINES = 20;

/** Looks at a run's workers for as long as it is kept: elsewhere only a heartbeat that stands still tells. */
export type RunExaminer = {
  /** Looks at everything. Writes nothing and takes no lock. */
  examine(): Promise<Examination>;
  /** Looks at the heartbeats alone: workers of which it is not known yet whether they live. */
  unknownWorkers(): Promise<readonly string[]>;
};

/** @param root - a directory that has `.incumbent`. */
export function createRunExaminer(root: string, clock: Clock): RunExaminer {
  const layout = runLayout(root);

  async function look(record: RunRecord, ledger: Ledger): Promise<WorkersSight> {
    const { lease } = record.settings.incumbent;
    const observer = createLivenessObserver(root, lease, clock);
    const atWork = workersAtWork(ledger);
    const entries = await createWorkerList(root).refresh(atWork);
    const liveness = await observer.observe(entries, atWork);
    const beats = new Map<string, string | null>();
    for (const { registration, end } of entries) {
      if (end === null) {
        beats.set(registration.worker, await lastBeat(root, registration.worker));
      }
    }
    return { entries, liveness, beats, evidence: observer.evidence };
  }

  async function unknownWorkers(): Promise<readonly string[]> {
    const ledger = createLedger();
    ledger.apply(createJournalReader(root).readAllSync());
    const { liveness } = await look(await readRunRecord(root), ledger);
    return [...liveness].filter(([, alive]) => alive === null).map(([worker]) => worker);
  }

  async function examine(): Promise<Examination> {
    const record = await readRunRecord(root).catch((thrown: unknown) => brokenRecord(layout, thrown));
    return 'findings' in record
      ? record
      : await examineRun(layout, record, { look, pauses: createPauses(clock) });
  }
  return { examine, unknownWorkers };
}

type Means = {
  readonly look: (record: RunRecord, ledger: Ledger) => Promise<WorkersSight>;
  readonly pauses: Pauses;
};

async function examineRun(
  layout: RunLayout,
  record: RunRecord,
  { look, pauses }: Means,
): Promise<Examination> {
  const reader = createJournalReader(layout.root);
  const ledger = createLedger();
  const deletions = new Set<string>();
  const readOn = async () => {
    for (let entries = await reader.read(); entries.length > 0; entries = await reader.read()) {
      ledger.apply(entries);
      for (const { trial } of entries.filter((entry) => entry.op === 'delete')) {
        deletions.add(trial);
      }
      await pauses.next();
    }
  };
  await readOn();
  const hasJournal = listJournals(layout).length > 0;
  const ids = new Set([...ledger.all.map(({ trial }) => trial), ...listTrials(layout)]);
  const question = { layout, ledger, space: record.space };
  const { suspects, temporary } = await lookAtTrials(question, ids, pauses);
  const leftovers = [...temporaryFilesOfRun(layout), ...temporary];
  await readOn();
  const workers = await look(record, ledger);
  if (suspects.length > 0 || leftovers.length > 0) {
    await sleep(SETTLED_MS);
    await readOn();
  }
  const findings = [
    ...(hasJournal || ids.size === 0 ? [] : [journalMissing(layout, ids.size)]),
    ...lineFindings(layout, reader.problems),
    ...workerFindings({ layout, record, ledger, workers }),
    ...(hasJournal ? suspects.flatMap((trial) => trialFindings(question, trial)) : []),
    ...lockFindings(layout),
    ...leftoverFindings(layout, leftovers.filter(isThere)),
    ...claimFindings(layout, ledger),
    ...foreignFindings(layout),
  ];
  const deleted = [...deletions].filter(ledger.isDeleted);
  return summedUp(layout, record, { findings, workers, deleted });
}

type TrialsSight = { readonly suspects: readonly string[]; readonly temporary: readonly string[] };

async function lookAtTrials(
  question: TrialsInQuestion,
  ids: ReadonlySet<string>,
  pauses: Pauses,
): Promise<TrialsSight> {
  const [suspects, temporary]: [string[], string[]] = [[], []];
  for (const trial of ids) {
    if (trialFindings(question, trial).length > 0) {
      suspects.push(trial);
    }
    temporary.push(...temporaryFilesOfTrial(question.layout, trial));
    await pauses.next();
  }
  return { suspects, temporary };
}

function journalMissing(layout: RunLayout, trials: number): Finding {
  return finding({
    code: 'journal-missing',
    severity: 'warning',
    message: `A run has journals in .incumbent/journal; there is none, and results/ holds ${trials} trials`,
    path: below(layout, layout.journal),
    ...byMending('makes one from the files of results/, as the next worker does by itself'),
  });
}

function lineFindings(
  layout: RunLayout,
  problems: readonly { readonly file: string; readonly offset: number; readonly message: string }[],
): readonly Finding[] {
  return problems.slice(0, MOST_LINES).map(({ file, offset, message }) =>
    finding({
      code: 'journal-line',
      severity: 'warning',
      message: `The line at byte ${offset} of ${below(layout, file)} is no journal line and is left out`,
      evidence: [message.split('\n', 1)[0] ?? ''],
      path: below(layout, file),
      ...byMending('keeps its bytes in .incumbent/left-out and takes it out of the journal'),
    }),
  );
}

type Seen = {
  readonly findings: readonly Finding[];
  readonly workers: WorkersSight;
  /** Trials that were deleted and not restored. */
  readonly deleted: readonly string[];
};

function summedUp(layout: RunLayout, record: RunRecord, seen: Seen): Examination {
  const { findings, workers } = seen;
  const told = workersWithoutEnd(workers);
  return {
    schema: 1,
    root: layout.root,
    run_id: record.run_id,
    healthy: findings.every(({ severity }) => severity === 'note'),
    findings: [...findings],
    workers: [...told],
    journal_deletable: journalDeletable(seen, told.filter(({ alive }) => alive !== false).length),
  };
}

/** Findings that say that the files do not hold all that the journals do. */
const NOT_IN_FILES: readonly Finding['code'][] = [
  'stale-trial',
  'folder-missing',
  'file-missing',
  'file-torn',
  'files-behind',
  'journal-behind',
  'differs',
];

function journalDeletable({ findings, deleted }: Seen, alive: number): Examination['journal_deletable'] {
  if (alive > 0) {
    const because = `${alive} ${alive === 1 ? 'worker lives' : 'workers live'}, or it is not known that they do not`;
    return { may: false, because };
  }
  const against = findings.filter(({ code }) => NOT_IN_FILES.includes(code)).length;
  if (against > 0) {
    const because = `journal and files disagree in ${against} ${against === 1 ? 'place' : 'places'}`;
    return { may: false, because };
  }
  if (deleted.length > 0) {
    const [what, numbers] =
      deleted.length === 1
        ? ['a trial was', 'its number']
        : [`${deleted.length} trials were`, 'their numbers'];
    return {
      may: false,
      because: `${what} deleted, and only the journal keeps ${numbers} from being used again`,
    };
  }
  const because = 'no worker lives, and the files of results/ say what the journal says';
  return { may: true, because };
}
