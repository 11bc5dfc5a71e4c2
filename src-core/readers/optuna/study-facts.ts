import { IncumbentError } from '#core/contract/errors.ts';
import type { Layout } from '#core/contract/run/status.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { SourceFacts } from '../foreign/thread/source.ts';
import type { FlatTarget } from '../reader.ts';
import { type RunAddress, runAddress } from '../run-address.ts';
import type { StudySpace } from './study-space.ts';

export type StudyFacts = {
  readonly layout: Layout;
  readonly study: string;
  readonly space: StudySpace;
  readonly maximised: readonly boolean[];
  readonly targets: readonly FlatTarget[];
};

const READ_ONLY = 'This is an Optuna study; it can be watched, but only Optuna can stop or start it.';

/** What a storage tells of a study beside its trials. */
export function studyFacts({ layout, study, space, maximised, targets }: StudyFacts): SourceFacts {
  return {
    layout,
    name: study,
    // Optuna keeps no word of its sampler.
    optimizer: null,
    space: space.parameters(),
    problems: maximisedNote(maximised),
    readOnlyBecause: READ_ONLY,
    live: false,
    trialFolders: null,
    targets,
  };
}

function maximisedNote(maximised: readonly boolean[]): readonly Problem[] {
  const numbers = maximised.flatMap((is, index) => (is ? [index + 1] : []));
  if (numbers.length === 0) {
    return [];
  }
  const which = maximised.length === 1 ? 'its value' : `objective ${numbers.join(', ')}`;
  return [
    {
      code: 'maximised',
      severity: 'note',
      message: `This study maximises ${which}: the losses here are the values with their sign changed`,
      file: null,
      line: null,
      column: null,
      path: null,
    },
  ];
}

/**
 * The study that an address means: the one it names, or the only one there is.
 *
 * @throws IncumbentError `root-not-a-run`, with the studies that there are
 */
export function chooseStudy<S extends { readonly name: string }>(
  studies: readonly S[],
  { path: file, run: study }: RunAddress,
): S {
  const [only, second] = studies;
  const chosen =
    study === null ? (second === undefined ? only : undefined) : studies.find(({ name }) => name === study);
  if (chosen !== undefined) {
    return chosen;
  }
  const names = studies.map(({ name }) => name);
  const found = names.length === 0 ? 'no study' : `${names.length} studies: ${names.slice(0, 10).join(', ')}`;
  const wanted = study === null ? 'one study' : `the study ${study}`;
  const [first] = names;
  const advice =
    first === undefined
      ? 'Open it when a study has begun'
      : `Name one of them, as in ${runAddress(file, first)}`;
  throw new IncumbentError('root-not-a-run', `Expected ${wanted} in ${file}, found ${found}. ${advice}`, {
    file,
    studies: names,
  });
}

/** The studies that {@link chooseStudy} found and could not choose from; none for any other error. */
export function studiesNamedBy(error: unknown): readonly string[] {
  const studies = error instanceof IncumbentError ? error.details.studies : undefined;
  return Array.isArray(studies) ? studies.map(String) : [];
}
