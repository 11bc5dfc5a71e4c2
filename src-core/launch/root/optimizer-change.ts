import { IncumbentError } from '#core/contract/errors.ts';
import type { ResolvedOptimizer } from '#core/contract/optimizers/optimizers.ts';
import type { Clock } from '#core/platform/clock.ts';
import { aliveWorkers } from '../workers/alive-workers.ts';

/** What a launch decides with, before and now. */
type Change = { readonly before: ResolvedOptimizer; readonly now: ResolvedOptimizer };

function isChanged({ before, now }: Change): boolean {
  return before.module?.code !== now.module?.code;
}

/** That the user's own optimizer has other code than before, in words; null where it has not. */
export function changedOptimizer(change: Change): string | null {
  return isChanged(change)
    ? `The code of the optimizer ${change.now.name} has changed since the last launch. It decides from now on.`
    : null;
}

/**
 * Refuses new code of the user's own optimizer while workers decide by the old one.
 *
 * @throws IncumbentError `root-workers-alive`
 */
export async function refuseMixedCode(root: string, change: Change, clock: Clock): Promise<void> {
  const alive = isChanged(change) ? await aliveWorkers(root, clock) : [];
  if (alive.length > 0) {
    throw new IncumbentError(
      'root-workers-alive',
      `All workers of a run decide by the same code; that of the optimizer ${change.now.name} has changed, and ` +
        `${alive.length === 1 ? 'a worker is' : `${alive.length} workers are`} at work with the code of before in ${root}. Stop the run first.`,
      { root, workers: alive.length },
    );
  }
}

/** Sentences on what is different from the launch before, as one text; null where nothing is. */
export function changesInWords(...changes: readonly (string | null)[]): string | null {
  const said = changes.filter((change) => change !== null);
  return said.length === 0 ? null : said.join(' ');
}
