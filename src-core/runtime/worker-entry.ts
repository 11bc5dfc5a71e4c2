import { messageOf } from '#core/contract/errors.ts';
import { systemClock } from '#core/platform/clock.ts';
import { createLogger, descriptorSink, type Logger } from '#core/platform/log.ts';
import { runWorker } from './run-worker.ts';
import { failedHandshake, giveHandshake } from './start/handshake.ts';
import { parseWorkerCommand } from './start/worker-command.ts';
import { exitCodeOf, exitOfFault } from './worker-exit.ts';

const STANDARD_ERROR = 2;

/**
 * A worker process, as `launch/workers/start-workers.ts` starts it: detached, stdout and stderr in `.incumbent/workers/ID.log`.
 * `node worker.js ROOT --worker ID --generation G …`, see `worker-command.ts`. Its exit code is that of
 * `worker-exit.ts`, also where it could not begin.
 */
async function main(command: ReturnType<typeof parseWorkerCommand>): Promise<number> {
  const log = createLogger(command.logLevel, [descriptorSink(STANDARD_ERROR)]);
  sayWhyItBroke(log);
  let isRegistered = false;
  const handshake = command.handshake ? giveHandshake : () => undefined;
  try {
    const { reason } = await runWorker({
      command,
      env: process.env,
      clock: systemClock,
      log,
      onRegistered: () => {
        isRegistered = true;
        handshake({ kind: 'registered' });
      },
    });
    return exitCodeOf(reason);
  } catch (thrown) {
    log.error(messageOf(thrown));
    if (!isRegistered) {
      handshake(failedHandshake(thrown));
    }
    return exitCodeOf(exitOfFault(thrown).reason);
  }
}

/** A defect of ours ends the process; its log then has the stack. The trial is put back as that of a dead worker. */
function sayWhyItBroke(log: Logger): void {
  process.on('uncaughtException', (error) => {
    log.error(`broke: ${error.stack ?? error.message}`);
    process.exit(exitCodeOf('system'));
  });
}

function begin(args: readonly string[]): Promise<number> | number {
  try {
    return main(parseWorkerCommand(args));
  } catch (thrown) {
    process.stderr.write(`${messageOf(thrown)}\n`);
    return exitCodeOf('system');
  }
}

process.exit(await begin(process.argv.slice(2)));
