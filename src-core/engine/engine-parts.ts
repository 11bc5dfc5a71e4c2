import type { RunsHome } from '#core/watch/home.ts';
import type { RunWatches } from '#core/watch/run-watch.ts';
import type { Analyses } from './analysis/analyses.ts';
import type { EngineOptions } from './engine-types.ts';
import type { LaunchHost } from './launch-host.ts';

/** What the engine's procedures share. */
export type EngineParts = {
  readonly options: EngineOptions;
  readonly launchHost: LaunchHost;
  readonly watches: RunWatches;
  readonly home: RunsHome;
  readonly analyses: Analyses;
};
