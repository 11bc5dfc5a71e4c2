import { openForeign } from '../foreign/opened-foreign.ts';
import type { RunReader } from '../reader.ts';
import { isNepsRoot } from './root-marks.ts';

/** Root directories of the Python library, from 0.12 to 0.16. */
export const nepsReader: RunReader = {
  name: 'neps',
  program: 'NePS',
  owns: isNepsRoot,
  open: (root, context) => openForeign({ reader: 'neps', format: 'neps', root }, context),
};
