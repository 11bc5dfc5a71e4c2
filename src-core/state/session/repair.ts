import { join } from 'node:path';
import { z } from 'zod';
import { isCompleted, type Trial } from '#core/contract/run/trial.ts';
import { readTextOrNull } from '#core/platform/files.ts';
import { ownIdentity } from '#core/platform/process-identity.ts';
import { adoptTrials, unknownToJournals } from '../diagnosis/adopt.ts';
import { listTrials } from '../journal/rebuild.ts';
import { parseJsonAs } from '../json-file.ts';
import type { RunLayout } from '../layout.ts';
import { createRunLock } from '../lock/run-lock.ts';
import { makeFolderIn, replaceFile } from '../run-files.ts';
import { readTrial } from '../trials/read-trial.ts';
import { completeTrialDirectory, isTrialComplete, removeLeftovers } from '../trials/trial-directory.ts';
import { factsOf } from '../trials/trial-files.ts';
import type { SessionContext } from './session-context.ts';

/** Whose files were found complete, and in which life of which machine: after a power cut they are looked at again. */
const checkedSchema = z.object({ life: z.string(), writers: z.array(z.string()) });

/**
 * `WorkerSession.repair`: the journal is written first, so a crash or a power cut may leave files behind it. Looks at
 * the trials of writers that were not looked at since, outside the lock, and writes what is missing under it.
 */
export async function repairFiles(context: SessionContext): Promise<readonly string[]> {
  const { layout, ledger, journal, record } = context;
  journal.refresh();
  const adopted = await adoptUnknown(context);
  const finished = journal.finishedWriters();
  const suspects = findSuspects(context);
  makeFolderIn(layout.engine, 'cache.make', layout.cache);
  if (suspects.length > 0) {
    await journal.locked(() => {
      for (const trial of suspects) {
        const facts = factsOf(ledger, trial, record.current().space);
        if (facts !== null) {
          completeTrialDirectory(layout, facts, record.current().space);
        }
        if (facts !== null && facts.trial.worker !== null && finished.has(facts.trial.worker)) {
          removeLeftovers(layout, trial);
        }
      }
    });
  }
  remember(layout, finished);
  return [...new Set([...adopted, ...suspects])];
}

/**
 * A journal may have been lost, or a trial's folder brought back: what only the files know is taken in. Looks into
 * the folders of trials that have no result and of those that no journal names, which are few.
 */
async function adoptUnknown(context: SessionContext): Promise<readonly string[]> {
  const { layout, ledger, journal, record, worker, clock } = context;
  const candidates = listTrials(layout).filter((trial) => {
    const state = ledger.get(trial)?.state;
    return state === undefined ? ledger.standing(trial) === 'unknown' : !isCompleted(state);
  });
  const isAhead = (trial: string) => {
    const found = readTrial(layout, trial);
    return found !== null && unknownToJournals(ledger, found).length > 0;
  };
  const trials = candidates.filter(isAhead);
  if (trials.length === 0) {
    return [];
  }
  const lock = createRunLock(layout, { holder: worker, clock });
  const refresh = () => void journal.refresh();
  return await adoptTrials({ layout, ledger, refresh, lock, record }, trials);
}

function findSuspects({ layout, ledger, record }: SessionContext): readonly string[] {
  const checked = readChecked(layout);
  const present = new Set(listTrials(layout));
  const isSuspect = (trial: Trial) => {
    if (!present.has(trial.trial)) {
      return true;
    }
    if (trial.worker !== null && checked.has(trial.worker)) {
      return false;
    }
    const facts = factsOf(ledger, trial.trial, record.current().space);
    return facts !== null && !isTrialComplete(layout, facts, record.current().space);
  };
  return ledger.all.filter(isSuspect).map(({ trial }) => trial);
}

function readChecked(layout: RunLayout): ReadonlySet<string> {
  const checked = parseJsonAs(checkedSchema, readTextOrNull(fileOf(layout)));
  return new Set(checked?.life === lifeOf() ? checked.writers : []);
}

function remember(layout: RunLayout, writers: Iterable<string>): void {
  replaceFile(
    'files-checked',
    fileOf(layout),
    `${JSON.stringify({ life: lifeOf(), writers: [...writers] })}\n`,
  );
}

function fileOf(layout: RunLayout): string {
  return join(layout.cache, 'files-checked.json');
}

function lifeOf(): string {
  const { host, space } = ownIdentity();
  return `${host} ${space}`;
}
