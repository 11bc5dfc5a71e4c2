import { hostname } from 'node:os';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import { aliveWorkers } from '#core/launch/workers/alive-workers.ts';
import { dealtVariables } from '#core/launch/workers/dealt-variables.ts';
import type { WorkerEnvironment } from '#core/launch/workers/start-workers.ts';
import { type LaunchHost, type LaunchWish, withoutSecrets } from './launch-host.ts';

export type EnvironmentOf = { readonly root: string; readonly settings: RunSettings };

/**
 * The environments of a launch's workers: the host's, the run's own variables, then those of this launch. Values in
 * brackets are dealt out, first those that no living worker of this machine has: devices of others are none of ours.
 * Which ones were is told of those that may be kept with the run.
 */
export async function workerEnvironments(
  host: LaunchHost,
  { root, settings }: EnvironmentOf,
  { env, workers }: LaunchWish,
): Promise<readonly WorkerEnvironment[]> {
  const here = (await aliveWorkers(root, host.clock)).filter((worker) => worker.host === hostname());
  const others = here.map(({ dealt = {} }) => dealt);
  return dealtVariables({ ...settings.incumbent.env, ...env }, workers, others).map(({ all, dealt }) => ({
    env: { ...host.env, ...all },
    dealt: withoutSecrets(dealt).kept,
  }));
}
