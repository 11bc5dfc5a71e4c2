import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '#core/contract/run/diagnosis.ts';
import { listTrials } from '../journal/rebuild.ts';
import { createRunLock } from '../lock/run-lock.ts';
import { watchRecord } from '../root/watched-record.ts';
import { runDisk } from '../run-files.ts';
import { completeTrialDirectory } from '../trials/trial-directory.ts';
import { factsOf } from '../trials/trial-files.ts';
import { listWorkers, writeWorkerEnd } from '../workers/workers.ts';
import { adoptTrials, filesOverJournal } from './adopt.ts';
import { endAttempts } from './end-attempts.ts';
import { leaveOut } from './left-out.ts';
import { temporaryFilesOfRun, temporaryFilesOfTrial } from './leftovers.ts';
import { type KeptSide, type Mending, type MendingPorts, workersOf } from './mending.ts';
import { isGoneForGood } from './worker-findings.ts';

/** Mends what was found, as far as it is wanted. Every part looks again under the lock. Answers a sentence for each. */
export async function mendFindings(
  ports: MendingPorts,
  findings: readonly Finding[],
  mending: Mending,
): Promise<readonly string[]> {
  const done: string[] = [];
  if (mending.all) {
    done.push(...(await mendFiles(ports, findings)));
    const hasLines = findings.some(({ code }) => code === 'journal-line');
    done.push(...(await leaveOut(ports, { hasLines, folders: trialsOf(findings, ['folder-unreadable']) })));
    done.push(...removeLeftovers(ports, findings));
    done.push(...(await noteDeaths(ports, findings)));
  }
  done.push(...(await endAttempts(ports, findings, mending)));
  done.push(...(await keepSides(ports, mending.keep)));
  return done;
}

const TORN: readonly Finding['code'][] = ['file-torn', 'files-behind', 'file-missing', 'folder-missing'];

/** Takes in what only the files know, then writes again what is missing, torn or old. */
async function mendFiles(
  { layout, session }: MendingPorts,
  findings: readonly Finding[],
): Promise<readonly string[]> {
  const known = new Set(session.ledger.all.map(({ trial }) => trial));
  const rebuilt = findings.some(({ code }) => code === 'journal-missing');
  const behind = new Set(trialsOf(findings, ['journal-behind']));
  await session.repair();
  session.refresh();
  const torn = findings.filter(({ code }) => TORN.includes(code));
  const trials = [...new Set(trialsOf(torn, TORN))];
  await session.underLock((ledger) => {
    const { space } = session.record;
    for (const { code, path } of torn) {
      if (code === 'file-torn' && path !== null) {
        runDisk.remove('outcome.remove', join(layout.root, path));
      }
    }
    for (const trial of trials) {
      const facts = factsOf(ledger, trial, space);
      if (facts !== null) {
        completeTrialDirectory(layout, facts, space);
      }
    }
  });
  return [
    ...(rebuilt ? [`made a journal of ${known.size} trials from the files of results/`] : []),
    ...[...behind].map((trial) => `took trial ${trial} into the journal from its files`),
    ...trials.map((trial) => `wrote the files of trial ${trial} again from the journal`),
    ...(findings.some(({ code }) => code === 'lock-left') ? ['took over the lock and left it free'] : []),
  ];
}

function removeLeftovers({ layout }: MendingPorts, findings: readonly Finding[]): readonly string[] {
  const isFound = findings.some(({ code }) => code === 'leftover');
  const left = isFound
    ? [
        ...temporaryFilesOfRun(layout),
        ...listTrials(layout).flatMap((trial) => temporaryFilesOfTrial(layout, trial)),
      ]
    : [];
  for (const path of left) {
    runDisk.remove('trial.clean', path);
  }
  return left.length === 0
    ? []
    : [`removed ${left.length} ${left.length === 1 ? 'file' : 'files'} of killed writers`];
}

/** Only of processes that are gone from this machine: whoever sleeps elsewhere may come back. */
async function noteDeaths(
  { layout, clock }: MendingPorts,
  findings: readonly Finding[],
): Promise<readonly string[]> {
  const dead = new Set(workersOf(findings, 'worker-died'));
  const entries = (await listWorkers(layout.root)).filter(
    (entry) => dead.has(entry.registration.worker) && isGoneForGood(entry),
  );
  for (const { registration } of entries) {
    const { worker, registered_at } = registration;
    const beat = await stat(layout.beat(worker)).catch(() => null);
    // Its life counts towards `max_duration` as far as it gave a sign.
    const ended_at =
      beat === null ? registered_at : new Date(Math.min(beat.mtimeMs, clock.now().getTime())).toISOString();
    await writeWorkerEnd(layout.root, {
      worker,
      ended_at,
      reason: 'system',
      because: 'it died without a word; the doctor noted it',
      evaluations: 0,
    });
  }
  return entries.map(({ registration }) => `noted that worker ${registration.worker} is dead`);
}

/** Where both could be read and differ: one of the two, as a person has chosen. */
async function keepSides(
  { layout, session, clock }: MendingPorts,
  keep: Mending['keep'],
): Promise<readonly string[]> {
  const kept = (side: KeptSide) => [...keep].filter(([, chosen]) => chosen === side).map(([trial]) => trial);
  const [journal, files] = [kept('journal'), kept('files')];
  if (journal.length > 0) {
    await session.underLock((ledger) => {
      const { space } = session.record;
      for (const facts of journal.flatMap((trial) => factsOf(ledger, trial, space) ?? [])) {
        runDisk.remove('outcome.remove', layout.trial(facts.trial.trial).config);
        completeTrialDirectory(layout, facts, space);
      }
    });
  }
  if (files.length > 0) {
    const { ledger, refresh } = session;
    const lock = createRunLock(layout, { holder: session.worker, clock });
    await adoptTrials({ layout, ledger, refresh, lock, record: watchRecord(layout) }, files, (_, found) =>
      filesOverJournal(found),
    );
  }
  return [
    ...journal.map((trial) => `kept what the journal says of trial ${trial}`),
    ...files.map((trial) => `kept what the files say of trial ${trial}`),
  ];
}

function trialsOf(findings: readonly Finding[], codes: readonly Finding['code'][]): readonly string[] {
  return findings.flatMap(({ code, trial }) => (codes.includes(code) && trial !== null ? [trial] : []));
}
