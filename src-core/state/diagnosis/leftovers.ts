import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Finding } from '#core/contract/run/diagnosis.ts';
import { parseTrialId } from '#core/contract/run/trial-order.ts';
import { errnoOf, fileError } from '#core/platform/files.ts';
import { ENGINE_DIRECTORY, type RunLayout } from '../layout.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { below, byMending, finding } from './finding.ts';

/** What `temporaryName` makes of a file's name: group 1 is the name. */
const TEMPORARY = /^\.(.+)\.\d+-[0-9a-f]{8}-\d+$/;
/** What a trial's directory is prepared under. */
const PREPARED = /^\.config_(.+)\.\d+$/;
/** In a trial's directory everything else is its pipeline's. */
const TRIAL_FILES = ['config.yaml', 'metadata.yaml', 'result.yaml', 'error.yaml', 'previous_config.id'];
const MOST_NAMED = 20;

/** Names in a directory; none where it is missing. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(thrown) ?? '')) {
      return [];
    }
    throw fileError(thrown, folder, 'list');
  }
}

/** What writers that were killed left in a run's own folders: absolute paths. */
export function temporaryFilesOfRun(layout: RunLayout): readonly string[] {
  const { allLosses, bestLosses, bestLossesWithConfigs } = layout;
  const texts = [allLosses, bestLosses, bestLossesWithConfigs].map((path) => basename(path));
  const { engine, control, workers, journal, cache, leftOut, notes, submissions, summary } = layout;
  return [
    ...temporaryIn(layout.root, (name) => name === ENGINE_DIRECTORY || texts.includes(name)),
    ...[engine, control, workers, journal, cache, leftOut, notes, submissions, summary].flatMap((folder) =>
      temporaryIn(folder, () => true),
    ),
    ...namesIn(layout.results)
      .filter((name) => PREPARED.test(name))
      .map((name) => join(layout.results, name)),
  ];
}

/** The same in the folder of one trial. */
export function temporaryFilesOfTrial(layout: RunLayout, trial: string): readonly string[] {
  return temporaryIn(layout.trial(trial).directory, (name) => TRIAL_FILES.includes(name));
}

function temporaryIn(folder: string, isOurs: (name: string) => boolean): readonly string[] {
  return namesIn(folder)
    .filter((name) => {
      const file = TEMPORARY.exec(name)?.[1];
      return file !== undefined && isOurs(file);
    })
    .map((name) => join(folder, name));
}

/** One finding for all of them; they are in nobody's way. */
export function leftoverFindings(layout: RunLayout, leftovers: readonly string[]): readonly Finding[] {
  const [first] = leftovers;
  if (first === undefined) {
    return [];
  }
  return [
    finding({
      code: 'leftover',
      severity: 'note',
      message: `${leftovers.length === 1 ? 'A file was' : `${leftovers.length} files were`} being written when its writer was killed; nobody reads what it left`,
      evidence: leftovers.slice(0, MOST_NAMED).map((path) => below(layout, path)),
      path: below(layout, first),
      ...byMending('removes them'),
    }),
  ];
}

/** Entries of `results/` that no run wrote. They are left alone. */
export function foreignFindings(layout: RunLayout): readonly Finding[] {
  const foreign = namesIn(layout.results).filter(
    (name) =>
      !PREPARED.test(name) &&
      !(name.startsWith('config_') && parseTrialId(name.slice('config_'.length)) !== null),
  );
  const [first] = foreign;
  if (first === undefined) {
    return [];
  }
  return [
    finding({
      code: 'foreign-entry',
      severity: 'note',
      message: `results/ holds the folders of trials; ${foreign.length} other ${foreign.length === 1 ? 'entry is' : 'entries are'} in it and left alone`,
      evidence: foreign.slice(0, MOST_NAMED).map((name) => `results/${name}`),
      path: `results/${first}`,
    }),
  ];
}

/** Claims whose holders were killed before their line: an attempt's number is then missing, and that is all. */
export function claimFindings(layout: RunLayout, ledger: Ledger): readonly Finding[] {
  const left = namesIn(layout.claims).filter((name) => {
    const [, trial = '', attempt = '0'] = /^(.+)\.(\d+)$/.exec(name) ?? [];
    return Number(attempt) > ledger.lastAttempt(trial) && ledger.standing(trial) !== 'gone';
  });
  const [first] = left;
  if (first === undefined) {
    return [];
  }
  return [
    finding({
      code: 'claim-left',
      severity: 'note',
      message: `${left.length} ${left.length === 1 ? 'claim belongs' : 'claims belong'} to no journal line: whoever made ${left.length === 1 ? 'it was' : 'them were'} killed before it`,
      evidence: [
        ...left.slice(0, MOST_NAMED).map((name) => below(layout, join(layout.claims, name))),
        'a later attempt takes the next number; nothing is lost',
      ],
      path: below(layout, join(layout.claims, first)),
    }),
  ];
}

/** Whether something stands at a path. */
export function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
