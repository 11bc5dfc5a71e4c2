import { resolve } from 'node:path';
import { LOG_LEVELS, type LogLevel } from '#core/platform/log.ts';

/** What the app was started with: run directories to open (absolute) and how much to log. */
export type LaunchArguments = { readonly roots: readonly string[]; readonly logLevel: LogLevel };

const LOG_LEVEL = '--log-level=';

/**
 * Reads the arguments behind the program's own. Switches that are Chromium's are left to it.
 *
 * @param given arguments without the program (and without the app's folder where Electron was started with it).
 */
export function launchArguments(given: readonly string[], workingDirectory: string): LaunchArguments {
  const level = given.find((argument) => argument.startsWith(LOG_LEVEL))?.slice(LOG_LEVEL.length);
  return {
    roots: given
      .filter((argument) => !argument.startsWith('-'))
      .map((argument) => resolve(workingDirectory, argument)),
    logLevel: LOG_LEVELS.find((known) => known === level) ?? 'warn',
  };
}
