import { dialog } from 'electron';
import { messageOf } from '#core/contract/errors.ts';
import type { HomeRun } from '#core/contract/home.ts';
import type { Engine } from '#core/engine.ts';
import type { Logger } from '#core/platform/log.ts';
import { knownRuns, type LivingRun, livingRuns, livingWords } from './living-runs.ts';

const BUTTONS = ['Keep running and quit', 'Stop (finish current) and quit', 'Cancel'];
const [KEEP, STOP] = [0, 1];

/** A list of runs on a slow disk must not hold up a person who wants to leave. */
const LIST_PATIENCE_MS = 3000;

/**
 * Asks what becomes of workers on this machine, where there are any. Keeping them is the default.
 *
 * @returns true where the app may quit.
 */
export async function askToQuit(engine: Engine, machine: string, log: Logger): Promise<boolean> {
  const living = livingRuns(await currentRuns(engine), machine);
  if (living.length === 0) {
    return true;
  }
  const { response } = await dialog.showMessageBox({
    type: 'question',
    ...livingWords(living),
    buttons: BUTTONS,
    defaultId: KEEP,
    cancelId: BUTTONS.length - 1,
    noLink: true,
  });
  if (response === STOP) {
    await stopAll(engine, living, log);
  }
  return response === KEEP || response === STOP;
}

async function currentRuns(engine: Engine): Promise<readonly HomeRun[]> {
  const ending = new AbortController();
  const patience = setTimeout(() => ending.abort(), LIST_PATIENCE_MS);
  try {
    return await knownRuns(engine.home.watch({}, { signal: ending.signal }));
  } finally {
    clearTimeout(patience);
    ending.abort();
  }
}

async function stopAll(engine: Engine, runs: readonly LivingRun[], log: Logger): Promise<void> {
  await Promise.all(
    runs.map(({ key, name }) =>
      engine.run.stop({ key, now: false }, {}).catch((thrown: unknown) => {
        log.error(`${name} could not be stopped: ${messageOf(thrown)}`);
        dialog.showErrorBox(`${name} was not stopped`, messageOf(thrown));
      }),
    ),
  );
}
