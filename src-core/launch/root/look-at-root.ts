import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { launchedTexts } from '#core/config/run/run-template.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { RootFinding } from '#core/contract/run/existing-run.ts';
import { errnoOf, fileError } from '#core/platform/files.ts';
import { realRoot } from '#core/readers/run-key.ts';
import { inspectRoot, type RootKind } from '#core/state/root/inspect-root.ts';
import { readRunRecord } from '#core/state/root/run-record.ts';
import { refusalOfPlace, refusalToContinue } from './root-refusals.ts';

/** A place where a run is asked for, looked at without writing anything. */
type Place = { readonly root: string } & (
  | { readonly found: RootKind; readonly refusal: null }
  /** No run can begin there, nor go on. `found` is null where the system does not let one look. */
  | { readonly found: RootKind | null; readonly refusal: IncumbentError }
);

/** Whether a run can begin or go on at a place, and otherwise the refusal of a start there. */
export async function lookAtPlace(path: string, home: string): Promise<Place> {
  const root = await realRoot(path);
  const found = await inspectRoot(root).catch((thrown: unknown) => fileError(thrown, root, 'list'));
  if (found instanceof IncumbentError) {
    return { root, found: null, refusal: found };
  }
  return { root, found, refusal: (await refusalOfPlace(root, found, home)) ?? (await refusalToWrite(root)) };
}

/**
 * What a start would find at a place, without writing anything and without looking at its trials.
 *
 * @param home the person's home directory, which is no place for a run
 */
export async function lookAtRoot(path: string, home: string): Promise<RootFinding> {
  const { root, found, refusal } = await lookAtPlace(path, home);
  return refusal === null
    ? { root, kind: found.kind, ...(await whatIsThere(root, found)) }
    : { root, kind: kindOf(refusal, found), refusal: refusal.message, run: null };
}

function kindOf({ code }: IncumbentError, found: RootKind | null): RootFinding['kind'] {
  switch (code) {
    case 'root-unsafe':
      return 'unsafe';
    case 'root-not-a-run':
      return found?.kind ?? 'not-writable';
    default:
      return 'not-writable';
  }
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
  const last = launchedTexts(launches).at(-1);
  return {
    created_at,
    optimizer: optimizer.name,
    launches: launches.length,
    yaml: last?.text ?? '',
    space_yaml: last?.space ?? null,
  };
}

/** The refusal where the nearest directory that is there does not let one write; null where it does. */
async function refusalToWrite(root: string, nearest = root): Promise<IncumbentError | null> {
  try {
    await access(nearest, constants.W_OK);
    return null;
  } catch (thrown) {
    const parent = dirname(nearest);
    if (errnoOf(thrown) === 'ENOENT' && parent !== nearest) {
      return await refusalToWrite(root, parent);
    }
    const { code, message } = fileError(thrown, nearest, 'write into');
    return new IncumbentError(code, `${message}. Choose another root_directory`, { root });
  }
}
