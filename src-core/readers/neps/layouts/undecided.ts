import type { NepsLayout } from './layout.ts';
import { SINCE_013 } from './since-0-13.ts';

/** A root of which its files do not tell yet which version writes it. All since 0.13 are read alike. */
export const undecided: NepsLayout = { ...SINCE_013, layout: 'neps', recognises: () => true };
