import { systemClock } from '#core/platform/clock.ts';
import { silentLogger } from '#core/platform/log.ts';
import { createRunsHome } from '#core/watch/home/home.ts';
import { createRunWatches } from '#core/watch/run/run-watch.ts';
import { createAnalyses } from './engine/analysis/analyses.ts';
import { compareProcedures } from './engine/procedures/compare-procedures.ts';
import type { EngineParts } from './engine/procedures/engine-parts.ts';
import type { Engine, EngineOptions } from './engine/procedures/engine-types.ts';
import { homeProcedures } from './engine/procedures/home-procedures.ts';
import { hostProcedures } from './engine/procedures/host-procedures.ts';
import { runProcedures } from './engine/procedures/run-procedures.ts';
import { setupProcedures } from './engine/procedures/setup-procedures.ts';

export type { CallContext, Engine, EngineOptions } from './engine/procedures/engine-types.ts';

/** Puts the engine together for a host that shows it to people. Nothing is read before the first call. */
export function createEngine(options: EngineOptions): Engine {
  const log = options.log ?? silentLogger;
  const watches = createRunWatches({ clock: systemClock, log, dataDirectory: options.dataDirectory });
  const home = createRunsHome({ directory: options.dataDirectory, watches, clock: systemClock, log });
  const parts: EngineParts = {
    options,
    launchHost: {
      version: options.version,
      workerEntry: options.workerEntry,
      commandEntry: options.commandEntry,
      by: 'the app',
      env: options.env,
      // Workers of the app tell what they do: their log is one click away.
      logLevel: 'info',
      clock: systemClock,
    },
    watches,
    home,
    analyses: createAnalyses(options.analysisEntry),
  };
  return {
    host: hostProcedures(parts),
    home: homeProcedures(parts),
    run: runProcedures(parts),
    compare: compareProcedures(parts),
    setup: setupProcedures(parts),
    async dispose() {
      await home.dispose();
      await watches.dispose();
    },
  };
}
