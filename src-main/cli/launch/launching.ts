import type { LaunchHost } from '#core/engine/workers/launch-host.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { LogLevel } from '#core/platform/log.ts';
import { installation } from '#main/installation.ts';

/** Who launches, for commands: workers log at least what they do, so that a log is there when it is needed. */
export function commandLineHost(logLevel: LogLevel): LaunchHost {
  const { version, workerEntry, commandEntry } = installation();
  return {
    version,
    workerEntry,
    commandEntry,
    by: 'the command line',
    env: process.env,
    logLevel: logLevel === 'debug' ? 'debug' : 'info',
    clock: systemClock,
  };
}
