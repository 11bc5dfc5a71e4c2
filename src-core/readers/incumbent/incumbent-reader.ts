import { stat } from 'node:fs/promises';
import { IncumbentError } from '#core/contract/errors.ts';
import { runLayout } from '#core/state/layout.ts';
import type { RunReader } from '../reader.ts';
import { OpenedIncumbent } from './opened-incumbent.ts';
import { readRecordView, recordStamp } from './record-view.ts';

/** Run directories that this program keeps. */
export const incumbentReader: RunReader = {
  name: 'incumbent',
  program: 'Incumbent',
  owns: async (root) => {
    const record = await stat(runLayout(root).record).catch(() => null);
    return record?.isFile() === true;
  },
  open: async (root, { clock }) => {
    // The stamp first: a record that is replaced in between is then read again by the first refresh.
    const stamp = await recordStamp(root);
    if (stamp === null) {
      throw new IncumbentError('root-not-a-run', `The record of the run in ${root} is gone`, { root });
    }
    const record = await readRecordView(root);
    const run = new OpenedIncumbent({ root, clock, record, stamp });
    await run.refresh('files');
    return run;
  },
};
