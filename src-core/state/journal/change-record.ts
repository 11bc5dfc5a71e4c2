import { runLayout } from '../layout.ts';
import { createFence } from '../lock/fence.ts';
import { createRunLock } from '../lock/run-lock.ts';
import { runRecordYaml } from '../root/record-yaml.ts';
import { type RunRecord, readRecordFile, readRunRecordSync, runRecordSchema } from '../root/run-record.ts';
import { makeFolderIn, replaceDurably } from '../run-files.ts';

/** Changes the record under the run's lock, durably. `change` is given the record as it stands there. */
export async function changeRunRecord(
  root: string,
  change: (record: RunRecord) => RunRecord,
): Promise<RunRecord> {
  const layout = runLayout(root);
  readRunRecordSync(layout);
  // The journal may have been deleted; the next worker rebuilds it.
  makeFolderIn(layout.engine, 'fences.make', layout.fences);
  const held = await createRunLock(layout, { holder: 'a change of the run' }).acquire();
  const fence = createFence(layout);
  try {
    held.sign();
    // A fence of its own tells the workers that the lock was somebody else's meanwhile.
    fence.take(0);
    const record = runRecordSchema.parse(change(readRunRecordSync(layout)));
    replaceDurably('record', layout.record, runRecordYaml(record, readRecordFile(layout)));
    return record;
  } finally {
    held.release(fence.leave());
  }
}
