import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { IMPORTED_BY, type Trial } from '#core/contract/run/trial.ts';
import { fileError, temporaryName } from '#core/platform/files.ts';
import { announceWriter } from '../journal/journal-writers.ts';
import { ENGINE_DIRECTORY, runLayout } from '../layout.ts';
import { createLockToken } from '../lock/lock-token.ts';
import { mayBeOccupied } from '../lock/rename-refusal.ts';
import {
  createOnce,
  discardPrepared,
  makeFolder,
  replaceDurably,
  runDisk,
  syncFolder,
} from '../run-files.ts';
import { importedJournal } from '../trials/imported-trials.ts';
import { runRecordYaml } from './record-yaml.ts';
import { type RunRecord, runRecordSchema } from './run-record.ts';

/**
 * Makes `root` a run: everything is prepared under a temporary name and renamed into place, so of several creators at
 * the same moment exactly one gets `created`, the others `exists`; no reader ever sees half a run. Parent directories
 * are made; other files in `root` are left alone.
 *
 * @param imported completed trials of another run with which this one begins
 */
export async function createRun(
  root: string,
  record: RunRecord,
  imported: readonly Trial[] = [],
): Promise<'created' | 'exists'> {
  const valid = runRecordSchema.parse(record);
  const places = placesOf(root);
  makeFolder('root.make', root);
  const prepared = temporaryName(join(root, ENGINE_DIRECTORY));
  try {
    prepare(prepared, valid);
    bringIn(prepared, imported);
    const created = moveIntoPlace(prepared, join(root, ENGINE_DIRECTORY));
    if (created) {
      makeFolder('results.make', runLayout(root).results);
      syncFolder('root.sync', root);
      for (const place of places) {
        syncFolder('place.sync', place);
      }
    }
    return created ? 'created' : 'exists';
  } catch (thrown) {
    throw fileError(thrown, root, 'create a run in');
  } finally {
    discardPrepared('engine.discard', prepared);
  }
}

/** The directories that get a new name when `root` is made, from the innermost to the outermost. */
function placesOf(root: string): readonly string[] {
  const place = dirname(root);
  return place === root || existsSync(place) ? [place] : [place, ...placesOf(place)];
}

function prepare(engine: string, record: RunRecord): void {
  for (const folder of [
    'control',
    'workers',
    'cache',
    join('journal', 'fences'),
    join('journal', 'claims'),
  ]) {
    runDisk.makeDirectory('engine.make', join(engine, folder), { recursive: true });
  }
  createLockToken(join(engine, 'lock.free'));
  replaceDurably('record', join(engine, 'run.yaml'), runRecordYaml(record));
  syncFolder('engine.sync', engine);
}

/** The journal of trials that are another run's; their files are written by whoever works on the run first. */
function bringIn(engine: string, imported: readonly Trial[]): void {
  if (imported.length > 0) {
    const journal = join(engine, 'journal');
    createOnce('rebuilt-journal', join(journal, `${IMPORTED_BY}.jsonl`), importedJournal(imported));
    announceWriter({ writers: join(journal, 'writers') }, IMPORTED_BY);
  }
}

function moveIntoPlace(prepared: string, engine: string): boolean {
  try {
    runDisk.rename('engine.place', prepared, engine);
    return true;
  } catch (thrown) {
    const exists = mayBeOccupied(thrown) && existsSync(join(engine, 'run.yaml'));
    if (!exists) {
      throw fileError(thrown, engine, 'create');
    }
    return false;
  }
}
