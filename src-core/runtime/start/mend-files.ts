import { messageOf } from '#core/contract/errors.ts';
import type { Logger } from '#core/platform/log.ts';
import type { WorkerSession } from '#core/state/session/worker-session.ts';

/** How many trials a line of the log names. */
const NAMED = 20;

/**
 * Writes the files of trials again that a crash, a power cut or a hand left missing, and says so. What stands in its
 * way does not stand in that of the work.
 */
export async function mendFiles(session: Pick<WorkerSession, 'repair'>, log: Logger): Promise<void> {
  try {
    const trials = await session.repair();
    if (trials.length > 0) {
      const more = trials.length > NAMED ? ` and ${trials.length - NAMED} more` : '';
      log.info(`wrote missing files again, of trials ${trials.slice(0, NAMED).join(', ')}${more}`);
    }
  } catch (thrown) {
    log.warn(`could not look for missing files: ${messageOf(thrown)}`);
  }
}
