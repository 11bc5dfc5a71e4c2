import { basename, join } from 'node:path';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { SourceFacts } from '../foreign/thread/source.ts';
import type { FlatTarget } from '../reader.ts';
import type { NepsLayout } from './layouts/layout.ts';
import type { RootMarks } from './root-marks.ts';

/** Why its buttons do nothing. */
const READ_ONLY =
  'This is a run of the Python library NePS; it can be watched, but only the library can stop or start it.';

const PICKLES: Readonly<Record<string, string>> = {
  'pipeline_space.pkl': 'the search space as it was given',
  'optimizer_state.pkl': 'budgets and what the optimizer keeps',
};

/** What stays unknown because it is kept in pickles: reading one would run whatever code it names. */
function pickleProblems(names: ReadonlySet<string>): readonly Problem[] {
  return Object.entries(PICKLES)
    .filter(([name]) => names.has(name))
    .map(([name, holds]) => ({
      code: 'pickle-not-read',
      severity: 'note',
      message: `${name} is never read: a pickle can run code. What it holds (${holds}) is unknown here`,
      file: null,
      line: null,
      column: null,
      path: name,
    }));
}

export type NepsFacts = {
  readonly root: string;
  readonly layout: NepsLayout;
  readonly marks: RootMarks;
  /** Whether a process holds the lock of a trial. */
  readonly live: boolean;
  readonly targets: readonly FlatTarget[];
};

/** The space stays null: it lies in a pickle, or nowhere, and is inferred from the trials. */
export function nepsFacts({ root, layout, marks, live, targets }: NepsFacts): SourceFacts {
  const { optimizerInfo, names } = marks;
  return {
    layout: layout.layout,
    name: basename(root),
    optimizer: optimizerInfo === null ? null : layout.optimizer(optimizerInfo),
    space: null,
    problems: pickleProblems(names),
    readOnlyBecause: READ_ONLY,
    live,
    trialFolders: join(root, layout.format.folder, 'config_'),
    targets,
  };
}
