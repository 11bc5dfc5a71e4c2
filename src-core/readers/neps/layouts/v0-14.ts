import type { NepsLayout } from './layout.ts';
import { SINCE_013 } from './since-0-13.ts';

/** 0.14 of September 2025: the best configuration in a form of its own, no pickled space yet. */
export const v014: NepsLayout = {
  ...SINCE_013,
  layout: 'neps-0.14',
  recognises: ({ names, bestConfig }) =>
    !names.has('pipeline_space.pkl') && (bestConfig.startsWith('# Best config:') || isBare(bestConfig)),
};

/** Without the summaries it is the three lines alone. */
function isBare(bestConfig: string): boolean {
  return bestConfig.startsWith('Objective to minimize:');
}
