import { IncumbentError } from '#core/contract/errors.ts';
import { openForeign } from '../foreign/opened-foreign.ts';
import type { OpenedRun, ReaderContext, RunReader } from '../reader.ts';
import { parseRunAddress, runAddress } from '../run-address.ts';
import { storageFormat } from './storage-format.ts';
import { createStorages, mayBeStorage } from './storages.ts';
import { studiesNamedBy } from './study-facts.ts';

/** Journals and SQLite storages of Optuna, while they grow. A storage may hold several studies, and each is a run. */
export const optunaReader: RunReader = {
  name: 'optuna',
  program: 'Optuna',
  owns: async (place) => (await storageFormat(parseRunAddress(place).path)) !== null,
  mayHold: mayBeStorage,
  runsIn: studiesIn,
  scanFiles: createStorages,
  open: openStudy,
};

async function openStudy(root: string, context: ReaderContext): Promise<OpenedRun> {
  const { path } = parseRunAddress(root);
  const format = await storageFormat(path);
  if (format === null) {
    throw new IncumbentError('root-not-a-run', `Expected a storage of Optuna; it is gone: ${path}`, { root });
  }
  return await openForeign({ reader: 'optuna', format, root }, context);
}

/** The addresses of all studies of a storage, if the place doesn't name one of several. */
async function studiesIn(place: string, context: ReaderContext): Promise<readonly string[]> {
  try {
    const run = await openStudy(place, context);
    run.close();
    return [place];
  } catch (error) {
    const studies = studiesNamedBy(error);
    if (studies.length < 2 || parseRunAddress(place).run !== null) {
      throw error;
    }
    return studies.map((study) => runAddress(place, study));
  }
}
