import { dirname } from 'node:path';
import { IncumbentError } from '#core/contract/errors.ts';
import type { BranchReport } from '#core/contract/run/run-view.ts';
import { realRoot } from '#core/readers/run-key.ts';
import type { LaunchHost } from '../workers/launch-host.ts';
import { launchRun } from './launch-run.ts';

export type BranchWish = {
  readonly text: string;
  /** Absolute. */
  readonly file: string;
  /** The root of the run whose trials are taken over. */
  readonly from: string;
  readonly begunAt: Date;
};

export type Branched = BranchReport & { readonly root: string; readonly from: string };

/**
 * Makes the root of a YAML with the trials of another run that fit it; no worker starts.
 *
 * @throws IncumbentError `root-occupied` where something is in the root, and those of a launch
 */
export async function branchRun(host: LaunchHost, { from, ...wish }: BranchWish): Promise<Branched> {
  const launched = await launchRun(host, {
    ...wish,
    workingDirectory: dirname(wish.file),
    root: null,
    branchFrom: from,
    wish: { kind: 'ask' },
    confirmedName: null,
    workers: 0,
    env: {},
    set: [],
  });
  if (launched.kind === 'exists') {
    const { root } = launched.existing;
    throw new IncumbentError(
      'root-occupied',
      `A branch begins in a directory of its own, found a run in ${root}. Name another root_directory`,
      { root },
    );
  }
  const { imported = 0, keeps_rungs = false, left_out = [] } = launched.record.branched_from ?? {};
  return { root: launched.root, from: await realRoot(from), imported, keeps_rungs, left_out };
}
