import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '#core/contract/errors.ts';
import type { RootFinding } from '#core/contract/root-finding.ts';
import { errnoOf } from '#core/platform/files.ts';
import { realRoot } from '#core/readers/run-key.ts';
import { inspectRoot, type RootKind } from '#core/state/inspect-root.ts';
import { readRunRecord } from '#core/state/run-record.ts';
import { refusalOfPlace, refusalToContinue } from './root-refusals.ts';
import { unsafePlace } from './unsafe-root.ts';

/**
 * What a start would find at a place, without writing anything and without looking at its trials.
 *
 * @param home the person's home directory, which is no place for a run
 */
export async function lookAtRoot(path: string, home: string): Promise<RootFinding> {
  const root = await realRoot(path);
  const found = await inspectRoot(root).catch((thrown: unknown) => messageOf(thrown));
  if (typeof found === 'string') {
    return { root, kind: 'not-writable', refusal: found, run: null };
  }
  const unsafe =
    found.kind === 'missing' || found.kind === 'not-a-directory' ? null : await unsafePlace(root, home);
  if (unsafe !== null) {
    return { root, kind: 'unsafe', refusal: `No run can be kept there: ${unsafe}`, run: null };
  }
  const place = refusalOfPlace(root, found);
  if (place !== null) {
    return { root, kind: found.kind, refusal: place.message, run: null };
  }
  return (await canWrite(root))
    ? { root, kind: found.kind, ...(await whatIsThere(root, found)) }
    : { root, kind: 'not-writable', refusal: `The permission to write is missing: ${root}`, run: null };
}

async function whatIsThere(root: string, found: RootKind): Promise<Pick<RootFinding, 'refusal' | 'run'>> {
  if (found.kind === 'missing' || found.kind === 'empty') {
    return { refusal: null, run: null };
  }
  // Overwriting is still possible: the dialog of the start tells what is lost.
  return found.kind === 'run'
    ? { refusal: null, run: await runIn(root) }
    : { refusal: refusalToContinue(root, found)?.message ?? null, run: null };
}

async function runIn(root: string): Promise<RootFinding['run']> {
  const { created_at, optimizer, launches } = await readRunRecord(root);
  const last = launches.findLast(({ yaml }) => yaml !== '');
  return {
    created_at,
    optimizer: optimizer.name,
    launches: launches.length,
    yaml: last?.yaml ?? '',
    space_yaml: last?.space_file?.text ?? null,
  };
}

/** Whether the nearest directory that is there lets one write. */
async function canWrite(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK);
    return true;
  } catch (thrown) {
    const parent = dirname(path);
    return errnoOf(thrown) === 'ENOENT' && parent !== path ? await canWrite(parent) : false;
  }
}
