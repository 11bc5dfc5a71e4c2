import { existsSync } from 'node:fs';
import type { Finding } from '#core/contract/run/diagnosis.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { RunLayout } from '../layout.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readsNothing, readTrial } from '../trials/read-trial.ts';
import { factsOf, type TrialFacts } from '../trials/trial-files.ts';
import { compareTrial } from './compare-trial.ts';
import { below, byMending, finding } from './finding.ts';
import { diskInWords, type ExpectedFile, expectedFiles, factsInWords } from './trial-sight.ts';

/** A run's trials as journals and files tell them. */
export type TrialsInQuestion = {
  readonly layout: RunLayout;
  readonly ledger: Ledger;
  readonly space: SearchSpace;
};

/** Where journals and files of one trial disagree, and what either says. Reads its files; writes nothing. */
export function trialFindings(
  { layout, ledger, space }: TrialsInQuestion,
  trial: string,
): readonly Finding[] {
  const { directory } = layout.trial(trial);
  const isThere = existsSync(directory);
  switch (ledger.standing(trial)) {
    case 'gone':
      return isThere ? [deletedFolder(layout, trial)] : [];
    case 'unknown':
      return isThere ? [unknownTrial(layout, trial)] : [];
    case 'stands': {
      const facts = factsOf(ledger, trial, space);
      if (facts === null) {
        return [];
      }
      return isThere ? standing(layout, ledger, facts) : [folderMissing(layout, facts)];
    }
  }
}

function standing(layout: RunLayout, ledger: Ledger, facts: TrialFacts): readonly Finding[] {
  const broken = expectedFiles(layout, facts).filter(({ sight }) => sight !== 'readable');
  if (broken.length > 0) {
    return unlessBehind(layout, ledger, facts) ?? broken.map((file) => brokenFile(layout, facts, file));
  }
  const disk = readTrial(layout, facts.trial.trial);
  if (disk === null) {
    return [];
  }
  const compared = compareTrial(ledger, facts.trial, disk);
  const evidence = [`the journal: ${factsInWords(facts)}`, `the files: ${diskInWords(disk)}`];
  switch (compared.kind) {
    case 'same':
      return [];
    case 'files-behind':
      return [filesBehind(layout, facts, evidence)];
    case 'journal-behind':
      return [journalBehind(layout, facts.trial.trial, evidence)];
    case 'differs':
      return [differs(layout, facts, { what: compared.what, evidence })];
  }
}

/** An earlier state whose outcome is not written yet misses no file: its files are only behind. */
function unlessBehind(layout: RunLayout, ledger: Ledger, facts: TrialFacts): readonly Finding[] | null {
  const disk = readTrial(layout, facts.trial.trial);
  if (disk === null || disk.metadata.state == null || disk.metadata.state === facts.trial.state) {
    return null;
  }
  const compared = compareTrial(ledger, facts.trial, disk);
  const evidence = [`the journal: ${factsInWords(facts)}`, `the files: ${diskInWords(disk)}`];
  switch (compared.kind) {
    case 'files-behind':
      return [filesBehind(layout, facts, evidence)];
    case 'journal-behind':
      return [journalBehind(layout, facts.trial.trial, evidence)];
    default:
      return null;
  }
}

function folderMissing(layout: RunLayout, { trial }: TrialFacts): Finding {
  return finding({
    code: 'folder-missing',
    severity: 'warning',
    message: `A trial has its folder unless it was deleted with \`incumbent delete\`; that of trial ${trial.trial} is missing`,
    evidence: [
      `the journal knows trial ${trial.trial}: ${trial.state}`,
      'no journal says that it was deleted',
    ],
    path: below(layout, layout.trial(trial.trial).directory),
    trial: trial.trial,
    ...byMending('writes it again from the journal; what the pipeline kept in it is lost'),
  });
}

function brokenFile(layout: RunLayout, { trial }: TrialFacts, { path, sight }: ExpectedFile): Finding {
  const isMissing = sight === 'missing';
  return finding({
    code: isMissing ? 'file-missing' : 'file-torn',
    severity: 'warning',
    message: `Trial ${trial.trial} (${trial.state}) has ${below(layout, path)}, but it ${isMissing ? 'is missing' : 'can’t be read'}`,
    evidence: [
      isMissing ? 'there is no such file' : 'it is empty, half, or something else',
      'the journal knows what belongs in it',
    ],
    path: below(layout, path),
    trial: trial.trial,
    ...byMending('writes it again from the journal'),
  });
}

function filesBehind(layout: RunLayout, { trial }: TrialFacts, evidence: readonly string[]): Finding {
  return finding({
    code: 'files-behind',
    severity: 'warning',
    message: `The files of trial ${trial.trial} are behind the journal: its writer was cut off before it wrote them`,
    evidence,
    path: below(layout, layout.trial(trial.trial).directory),
    trial: trial.trial,
    ...byMending('writes them again from the journal'),
  });
}

function journalBehind(layout: RunLayout, trial: string, evidence: readonly string[]): Finding {
  return finding({
    code: 'journal-behind',
    severity: 'warning',
    message: `A result is in the journal before it is in the files; that of trial ${trial} is only in the files`,
    evidence,
    path: below(layout, layout.trial(trial).directory),
    trial,
    ...byMending('takes it into the journal'),
  });
}

function unknownTrial(layout: RunLayout, trial: string): Finding {
  const disk = readTrial(layout, trial);
  const path = below(layout, layout.trial(trial).directory);
  if (disk === null) {
    return finding({
      code: 'folder-unreadable',
      severity: 'warning',
      message: `A trial's folder tells its configuration; ${path} does not, and no journal knows trial ${trial}`,
      evidence: ['config.yaml is missing or no mapping of plain values'],
      path,
      trial,
      ...(readsNothing(layout, trial)
        ? byMending('moves the folder with all that is in it into .incumbent/left-out')
        : { mend: { kind: 'hand', does: 'put its config.yaml back, or move the folder away' } }),
    });
  }
  return finding({
    code: 'journal-behind',
    severity: 'warning',
    message: `Every trial is in a journal; trial ${trial} is only in the files`,
    evidence: [`the files: ${diskInWords(disk)}`, 'no journal names it'],
    path,
    trial,
    ...byMending('takes the trial into the journal'),
  });
}

function deletedFolder(layout: RunLayout, trial: string): Finding {
  return finding({
    code: 'folder-deleted',
    severity: 'note',
    message: `Trial ${trial} was deleted, but its folder is there`,
    evidence: ['the journal says that it was deleted, or that its number was taken back'],
    path: below(layout, layout.trial(trial).directory),
    trial,
    mend: { kind: 'hand', does: 'it counts for nothing; remove the folder if it is not wanted' },
  });
}

function differs(
  layout: RunLayout,
  { trial }: TrialFacts,
  { what, evidence }: { readonly what: readonly string[]; readonly evidence: readonly string[] },
): Finding {
  // A trial's configuration never changes: another one would be another trial.
  const isConfig = what.includes('config');
  return finding({
    code: 'differs',
    severity: 'error',
    message: `Journal and files of trial ${trial.trial} must say the same; they differ in ${what.join(', ')}`,
    evidence,
    path: below(layout, layout.trial(trial.trial).directory),
    trial: trial.trial,
    mend: {
      kind: 'choose',
      does: isConfig
        ? 'keeps the journal’s configuration; a configuration that was changed in the files can’t be kept, for it would be another trial'
        : 'keeps one of the two',
    },
    options: [`--keep ${trial.trial}=journal`, ...(isConfig ? [] : [`--keep ${trial.trial}=files`])],
  });
}
