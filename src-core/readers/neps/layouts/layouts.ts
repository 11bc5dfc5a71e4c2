import { mappingOf } from '../python/python-yaml.ts';
import type { RootMarks } from '../root-marks.ts';
import { configsFormat } from './configs-format.ts';
import type { NepsLayout } from './layout.ts';
import { optimizerNamed } from './layout.ts';
import { resultsFormat } from './results-format.ts';
import { SINCE_013 } from './since-0-13.ts';

/** The library of January 2025: the optimizer's arguments lie flat beside its name, the user's values in `info_dict`. */
const commit88b5747b: NepsLayout = {
  layout: 'neps-88b5747b',
  format: configsFormat({
    userValues: (extra) => {
      const { info_dict: info, ...others } = extra;
      return { ...others, ...(mappingOf(info ?? null) ?? {}) };
    },
  }),
  recognises: ({ names, optimizerInfo }) =>
    names.has('configs') &&
    (names.has('summary_csv') ||
      (optimizerInfo !== null && 'name' in optimizerInfo && !('info' in optimizerInfo))),
  optimizer: ({ name, ...given }) => optimizerNamed(name, given),
};

/** 0.14 of September 2025: the best configuration in a form of its own, no pickled space yet. */
const v014: NepsLayout = {
  ...SINCE_013,
  layout: 'neps-0.14',
  recognises: ({ names, bestConfig }) =>
    !names.has('pipeline_space.pkl') && (bestConfig.startsWith('# Best config:') || isBare(bestConfig)),
};

/** Without the summaries it is the three lines alone. */
function isBare(bestConfig: string): boolean {
  return bestConfig.startsWith('Objective to minimize:');
}

/** A worker named itself by its process and the time it began, until 0.14 began to count. */
const PROCESS_AND_TIME = /^\d+-\d{4}-\d\d-\d\dT/;

/** 0.13 of April 2025: a summary without `best_config.txt`. */
const v013: NepsLayout = {
  ...SINCE_013,
  layout: 'neps-0.13',
  recognises: ({ names, summary, worker }) =>
    !names.has('pipeline_space.pkl') &&
    ((summary.has('full.csv') && !summary.has('best_config.txt')) || PROCESS_AND_TIME.test(worker ?? '')),
};

/** 0.12 of 2024: `results/`, YAML throughout, the state only in what is there. */
const v012: NepsLayout = {
  layout: 'neps-0.12',
  format: resultsFormat,
  recognises: ({ names }) => names.has('results') && !names.has('configs'),
  optimizer: ({ searcher_name: name, searcher_alg: algorithm, searcher_args: given }) =>
    optimizerNamed(algorithm ?? name, mappingOf(given ?? null) ?? {}),
};

/** 0.15 of December 2025: a pickled space, imported trials; the lock of the traces is not in the root yet. */
const v015: NepsLayout = {
  ...SINCE_013,
  layout: 'neps-0.15',
  recognises: ({ names, summary, bestConfig }) =>
    (names.has('pipeline_space.pkl') && summary.has('.csv_lock')) ||
    bestConfig.startsWith('Best configs and their objectives'),
};

/** 0.16 of March 2026: as 0.15, with its locks in the root and beside the summary. */
const v016: NepsLayout = {
  ...SINCE_013,
  layout: 'neps-0.16',
  recognises: ({ names, summary }) => names.has('.trace.lock') || summary.has('.summary.lock'),
};

/** A root of which its files do not tell yet which version writes it. All since 0.13 are read alike. */
const undecided: NepsLayout = { ...SINCE_013, layout: 'neps', recognises: () => true };

/** Every layout, the surest marks first. */
const LAYOUTS: readonly NepsLayout[] = [v012, commit88b5747b, v016, v015, v014, v013];

/** The layout that the marks of a root tell; `undecided` until they do. */
export function layoutOf(marks: RootMarks): NepsLayout {
  return LAYOUTS.find((layout) => layout.recognises(marks)) ?? undecided;
}
