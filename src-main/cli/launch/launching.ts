import type { LaunchHost } from '#core/engine/workers/launch-host.ts';
import { systemClock } from '#core/platform/clock.ts';
import { installation } from '#main/installation.ts';
import type { Invocation } from '../shell.ts';

/** Who launches, for commands: workers log at least what they do, so that a log is there when it is needed. */
export function commandLineHost({ env, logLevel }: Pick<Invocation<object>, 'env' | 'logLevel'>): LaunchHost {
  const { version, workerEntry, commandEntry } = installation();
  return {
    version,
    workerEntry,
    commandEntry,
    by: 'the command line',
    env,
    logLevel: logLevel === 'debug' ? 'debug' : 'info',
    clock: systemClock,
  };
}
