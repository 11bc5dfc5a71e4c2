import type { NepsLayout } from './layout.ts';
import { SINCE_013 } from './since-0-13.ts';

/** A worker named itself by its process and the time it began, until 0.14 began to count. */
const PROCESS_AND_TIME = /^\d+-\d{4}-\d\d-\d\dT/;

/** 0.13 of April 2025: a summary without `best_config.txt`. */
export const v013: NepsLayout = {
  ...SINCE_013,
  layout: 'neps-0.13',
  recognises: ({ names, summary, worker }) =>
    !names.has('pipeline_space.pkl') &&
    ((summary.has('full.csv') && !summary.has('best_config.txt')) || PROCESS_AND_TIME.test(worker ?? '')),
};
