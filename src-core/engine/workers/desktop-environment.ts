import { loginShellEnv } from '#core/pipeline/processes/login-shell-env.ts';
import type { Logger } from '#core/platform/log.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Start-up files of a shell that take longer than this are not waited for: the window is open already. */
const PATIENCE_SECONDS = 5;

/**
 * The environment for workers of the desktop app: what the login shell would give where the app was started from a
 * dock, the app's own where it was started from a terminal. A shell that does not answer is logged.
 */
export async function desktopEnvironment(
  env: Environment,
  platform: NodeJS.Platform,
  log: Logger,
): Promise<Environment> {
  const found = await loginShellEnv({
    env,
    platform,
    // Terminals name their type to what they start, docks and desktops do not.
    hasTerminal: Boolean(env.TERM),
    limitSeconds: PATIENCE_SECONDS,
  });
  if (found.problem !== null) {
    log.warn(found.problem);
  }
  return found.env;
}
