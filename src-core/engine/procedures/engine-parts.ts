import type { RunsHome } from '#core/watch/home/home.ts';
import type { RunWatches } from '#core/watch/run/run-watch.ts';
import type { Analyses } from '../analysis/analyses.ts';
import type { LaunchHost } from '../workers/launch-host.ts';
import type { EngineOptions } from './engine-types.ts';

/** What the engine's procedures share. */
export type EngineParts = {
  readonly options: EngineOptions;
  readonly launchHost: LaunchHost;
  readonly watches: RunWatches;
  readonly home: RunsHome;
  readonly analyses: Analyses;
};
