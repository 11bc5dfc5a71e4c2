import { IncumbentError } from '#core/contract/errors.ts';
import { realRoot } from '#core/readers/run-key.ts';
import { rootIdentity } from './root-identity.ts';
import type { PreparedRoot, RootRequest } from './root-request.ts';
import { type Again, oneTurn } from './root-turn.ts';

/** More turns than others can take between two of ours. */
const TURNS = 20;

/**
 * Makes the root of a start ready for workers: creates it, joins it, goes on with it, or moves it away first.
 *
 * Of several starts at the same moment one creates (or overwrites), the others join what it made.
 *
 * @throws IncumbentError `root-differs`, `root-not-a-run`, `root-format-unknown`, `read-only-layout`, `root-unsafe`,
 * `root-workers-alive`, `overwrite-unconfirmed`, and those of the file system
 */
export async function prepareRoot(request: RootRequest): Promise<PreparedRoot> {
  let { wish } = request;
  let trash: string | null = null;
  for (let turns = 0; turns < TURNS; turns++) {
    const next: PreparedRoot | Again = await oneTurnUnlessMoved({ ...request, wish }, trash).catch(
      withTrash(trash),
    );
    if (next.kind !== 'again') {
      return next;
    }
    trash = next.trash ?? trash;
    // Whoever overwrote it, it is overwritten: what stands there now is joined.
    wish = next.isOverwritten ? { kind: 'continue' } : wish;
  }
  const root = request.run.settings.root_directory;
  throw new IncumbentError(
    'root-occupied',
    `The root is created and removed by others over and over: ${root}`,
    {
      root,
    },
  );
}

/** Whatever goes wrong after a run was moved away: its owner must know where it is. */
export function withTrash(trash: string | null): (thrown: unknown) => never {
  return (thrown) => {
    if (trash === null || !(thrown instanceof IncumbentError)) {
      throw thrown;
    }
    const { code, message, details } = thrown;
    throw new IncumbentError(
      code,
      `${message}. The run that was there is kept in ${trash}`,
      { ...details, trash },
      { cause: thrown },
    );
  };
}

/** A refusal counts only where the root is still what was looked at: others may have moved it away meanwhile. */
async function oneTurnUnlessMoved(request: RootRequest, trash: string | null): Promise<PreparedRoot | Again> {
  const root = await realRoot(request.run.settings.root_directory);
  const before = await identityOrNull(root);
  try {
    return await oneTurn(request, { root, before, trash });
  } catch (thrown) {
    if ((await identityOrNull(root)) === before) {
      throw thrown;
    }
    return { kind: 'again', isOverwritten: false, trash };
  }
}

/** Null where it vanished while it was looked at, or can't be looked at. */
async function identityOrNull(root: string): Promise<string | null> {
  return await rootIdentity(root).catch(() => null);
}
