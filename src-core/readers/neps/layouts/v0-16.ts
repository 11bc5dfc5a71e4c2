import type { NepsLayout } from './layout.ts';
import { SINCE_013 } from './since-0-13.ts';

/** 0.16 of March 2026: as 0.15, with its locks in the root and beside the summary. */
export const v016: NepsLayout = {
  ...SINCE_013,
  layout: 'neps-0.16',
  recognises: ({ names, summary }) => names.has('.trace.lock') || summary.has('.summary.lock'),
};
