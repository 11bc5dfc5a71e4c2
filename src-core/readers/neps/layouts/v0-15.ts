import type { NepsLayout } from './layout.ts';
import { SINCE_013 } from './since-0-13.ts';

/** 0.15 of December 2025: a pickled space, imported trials; the lock of the traces is not in the root yet. */
export const v015: NepsLayout = {
  ...SINCE_013,
  layout: 'neps-0.15',
  recognises: ({ names, summary, bestConfig }) =>
    (names.has('pipeline_space.pkl') && summary.has('.csv_lock')) ||
    bestConfig.startsWith('Best configs and their objectives'),
};
