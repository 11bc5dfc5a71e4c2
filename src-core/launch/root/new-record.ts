import { randomInt, randomUUID } from 'node:crypto';
import type { BranchOrigin } from '#core/contract/run/branch.ts';
import type { Launch } from '#core/contract/run/run-view.ts';
import { RUN_FORMAT, type RunRecord } from '#core/state/root/run-record.ts';
import type { ReadyRun } from '../read/ready-run.ts';

/** Seeds are drawn where every language reads them as an ordinary integer. */
const SEEDS = 2 ** 31;

/** The record of a run that begins now: the seed is drawn, and overwriting belongs to the launch alone. */
export function newRecord(
  run: ReadyRun,
  launch: Launch,
  branchedFrom: BranchOrigin | null = null,
): RunRecord {
  return {
    format: RUN_FORMAT,
    run_id: randomUUID(),
    created_at: launch.at,
    working_directory: run.folder,
    optimizer: run.optimizer,
    settings: {
      ...run.settings,
      overwrite_working_directory: false,
      seed: run.settings.seed ?? randomInt(SEEDS),
    },
    space: [...run.space],
    launches: [launch],
    ...(branchedFrom === null ? {} : { branched_from: branchedFrom }),
  };
}
