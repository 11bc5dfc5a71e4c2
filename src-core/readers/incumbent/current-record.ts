import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import { type RecordView, readRecordView, recordStamp } from './record-view.ts';

/** The record of a run that is being looked at: as it was read last, and why it could not be read since. */
export type CurrentRecord = {
  readonly view: RecordView;
  /** Null while it can be understood. One look may meet a file that is just being written: only the second one counts. */
  readonly unreadable: string | null;
  /** True where it is another one than before. @throws IncumbentError `root-replaced` */
  refresh(): Promise<boolean>;
};

export function createCurrentRecord(
  root: string,
  first: { readonly record: RecordView; readonly stamp: string },
): CurrentRecord {
  let { record: view, stamp } = first;
  /** For each look in a row that could not understand it. */
  let failures: readonly string[] = [];

  const read = async (): Promise<RecordView | null> => {
    try {
      const next = await readRecordView(root);
      failures = [];
      return next;
    } catch (error) {
      failures = [...failures, messageOf(error)];
      return null;
    }
  };

  return {
    get view() {
      return view;
    },
    get unreadable() {
      return failures[1] ?? null;
    },
    refresh: async () => {
      const now = await recordStamp(root);
      if (now === null) {
        throw replaced(root, 'nothing of it is there any more');
      }
      // What can't be understood is looked at again each time, and what was known stays.
      const next = now === stamp ? null : await read();
      if (next === null) {
        return false;
      }
      if (next.run_id !== view.run_id) {
        throw replaced(root, 'another run is there now');
      }
      view = next;
      stamp = now;
      return true;
    },
  };
}

function replaced(root: string, found: string): IncumbentError {
  return new IncumbentError('root-replaced', `Expected the run that was opened at ${root}; ${found}`, {
    root,
  });
}
