import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type ErrorCode, IncumbentError } from '#core/contract/errors.ts';
import type { ExistingRun } from '#core/contract/run/existing-run.ts';
import { readTextOrNull } from '#core/platform/files.ts';
import {
  isAlive,
  ownIdentity,
  type ProcessIdentity,
  sharesProcesses,
} from '#core/platform/process-identity.ts';
import { parseJsonAs } from '#core/state/json-file.ts';
import { createOnce, makeFolder, runDisk } from '#core/state/run-files.ts';
import { describeExisting, type ExistingRunQuestion } from './existing-run.ts';
import { rootIdentity } from './root-identity.ts';
import { moveToTrash, TRASH_DIRECTORY } from './trash.ts';

/** How long another start may need between its claim and its rename. */
const OTHER_START_MS = 30_000;
const LOOK_MS = 50;

/** Who holds a claim; one that is not whole is held by somebody. */
const ownerSchema = z.object({
  host: z.string(),
  pid: z.number().int(),
  started: z.string().nullable(),
  space: z.string(),
});

/**
 * Moves the run that stands in a root into the trash, if that is safe.
 *
 * Of several starts that want the same, one moves it: whoever holds the exclusive claim on exactly this run. The others
 * wait until it is gone.
 *
 * @param before the {@link rootIdentity} of what is to be moved, taken before anything was decided on it
 * @returns where it was moved; null where another start moved it
 * @throws IncumbentError `root-unsafe`, `root-workers-alive`, details: the {@link ExistingRun}
 */
export async function overwriteRoot(question: ExistingRunQuestion, before: string): Promise<string | null> {
  const { root, clock } = question;
  const existing = await describeExisting(question);
  if (existing.overwrite_refusal !== null) {
    throw refusal(existing);
  }
  const claim = join(dirname(root), TRASH_DIRECTORY, `.${basename(root)}.${before}.claim`);
  makeFolder('trash.make', dirname(claim));
  if (!takeClaim(claim)) {
    await othersTurn(root, before);
    return null;
  }
  try {
    return (await rootIdentity(root)) === before ? await moveToTrash(root, clock.now()) : null;
  } finally {
    runDisk.remove('overwrite-claim.remove', claim);
  }
}

function refusal(existing: ExistingRun): IncumbentError {
  const code: ErrorCode = existing.workers_alive.length > 0 ? 'root-workers-alive' : 'root-unsafe';
  const advice =
    existing.workers_alive.length > 0
      ? 'Stop them first; --wait finds out whether workers elsewhere still live'
      : 'Choose another root_directory';
  return new IncumbentError(
    code,
    `Only a run that nobody works on and that holds nothing else is overwritten, but ${existing.overwrite_refusal}: ${existing.root}. ${advice}`,
    { existing },
  );
}

/** A claim whose owner died is taken over. */
function takeClaim(claim: string): boolean {
  const own = JSON.stringify(ownIdentity());
  if (createOnce('overwrite-claim', claim, own)) {
    return true;
  }
  const owner = parseJsonAs(ownerSchema, readTextOrNull(claim));
  if (owner === null || !isLeftBehind(owner)) {
    return false;
  }
  runDisk.remove('overwrite-claim.remove', claim);
  return createOnce('overwrite-claim', claim, own);
}

function isLeftBehind(owner: ProcessIdentity): boolean {
  return sharesProcesses(owner, ownIdentity()) && !isAlive(owner.pid, owner.started);
}

async function othersTurn(root: string, before: string): Promise<void> {
  for (let waited = 0; waited < OTHER_START_MS; waited += LOOK_MS) {
    if ((await rootIdentity(root)) !== before) {
      return;
    }
    await sleep(LOOK_MS);
  }
  throw new IncumbentError(
    'root-occupied',
    `Another start has been overwriting ${root} for ${OTHER_START_MS / 1000} s. Try again, or remove its claim in ${join(dirname(root), TRASH_DIRECTORY)}`,
    { root },
  );
}
