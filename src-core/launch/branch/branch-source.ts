import { IncumbentError } from '#core/contract/errors.ts';
import type { BranchOrigin } from '#core/contract/run/run-view.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { Clock } from '#core/platform/clock.ts';
import { READERS } from '#core/readers/registry.ts';
import { realRoot } from '#core/readers/run-key.ts';
import { type BranchSide, branchTrials } from './branch.ts';

/** What a run takes over from another one when it begins. */
export type BranchSource = { readonly origin: BranchOrigin; readonly trials: readonly Trial[] };

export type BranchRequest = {
  /** The run that is branched: of ours or of another program, as long as its trials can be read. */
  readonly from: string;
  readonly to: BranchSide & { readonly optimizer: NonNullable<BranchSide['optimizer']> };
  readonly clock: Clock;
};

/**
 * Reads the trials of a run that fit another one. Nothing is written.
 *
 * @throws IncumbentError `root-not-a-run`
 */
export async function readBranch({ from, to, clock }: BranchRequest): Promise<BranchSource> {
  const root = await realRoot(from);
  const opened = await READERS.open(root, { clock });
  try {
    const { space, optimizer } = opened.facts();
    if (space === null) {
      throw new IncumbentError(
        'root-not-a-run',
        `A run is branched by its search space; none can be read in ${root}`,
        {
          root,
        },
      );
    }
    // Rungs of another program's optimizer are not ours, whatever its name.
    const own = opened.layout === 'incumbent' ? optimizer : null;
    const { trials, report } = branchTrials({
      trials: opened.trials(),
      from: { space, optimizer: own },
      to,
    });
    return { origin: { root, run_id: opened.origin().run_id, ...report }, trials };
  } finally {
    opened.close();
  }
}
