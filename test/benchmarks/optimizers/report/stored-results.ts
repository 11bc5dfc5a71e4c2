import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { moduleArguments, OBJECTIVES, type ObjectiveSet } from '../objective-list.ts';
import { Refusal } from '../refusal.ts';
import { type Trajectories, trajectoriesSchema } from './trajectories.ts';

/** The results that the documentation shows, without configurations. */
function storedFile(set: ObjectiveSet): string {
  return fileURLToPath(new URL(`../results/${set}.json.gz`, import.meta.url));
}

/** Evaluates the searches of result files again and keeps what came of them in place of what was kept before; files may
 * hold other sets too.
 */
export async function storeResults(files: readonly string[], set: ObjectiveSet): Promise<void> {
  for (const file of files.filter((each) => !existsSync(each))) {
    throw new Refusal(`A report is made of files of results; there is no ${file}.`);
  }
  const { stdout } = await promisify(execFile)(
    'python3',
    [`${OBJECTIVES}trajectories.py`, ...files, ...moduleArguments(set)],
    { maxBuffer: 2 ** 30 },
  );
  if (trajectoriesSchema.parse(JSON.parse(stdout)).runs.length > 0) {
    writeFileSync(storedFile(set), gzipSync(stdout, { level: 9 }));
  }
}

export function readStored(set: ObjectiveSet): Trajectories {
  return trajectoriesSchema.parse(JSON.parse(gunzipSync(readFileSync(storedFile(set))).toString('utf8')));
}
