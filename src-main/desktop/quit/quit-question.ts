import { dialog } from 'electron';
import { withUpdate } from '#core/contract/api/home-update.ts';
import { messageOf } from '#core/contract/errors.ts';
import type { Home, HomeRun, HomeUpdate } from '#core/contract/home.ts';
import type { Engine } from '#core/engine.ts';
import type { Logger } from '#core/platform/log.ts';

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

/**
 * The runs of a list once each of them has been read, or can't be; a row that stands there unread knows of no worker. Where
 * the updates end before that, as far as the runs are known.
 */
export async function knownRuns(updates: AsyncIterable<HomeUpdate>): Promise<readonly HomeRun[]> {
  let home: Home | null = null;
  for await (const update of updates) {
    home = withUpdate(home, update);
    if (home.runs.every(({ status, unreadable_because }) => status !== null || unreadable_because !== null)) {
      break;
    }
  }
  return home?.runs ?? [];
}

/** A run of the list whose workers live on this machine. */
type LivingRun = { readonly key: string; readonly name: string; readonly workers: number };

/** Runs whose workers would be asked about when the app quits: those of other machines are none of its business. */
export function livingRuns(runs: readonly HomeRun[], machine: string): readonly LivingRun[] {
  return runs
    .map(({ key, name, status }) => ({
      key,
      name,
      workers: (status?.workers ?? []).filter(
        ({ host, alive, ended_because }) => host === machine && alive === true && ended_because === null,
      ).length,
    }))
    .filter(({ workers }) => workers > 0);
}

/** The question's words: how many workers, of which runs. */
export function livingWords(runs: readonly LivingRun[]): {
  readonly message: string;
  readonly detail: string;
} {
  const total = runs.reduce((sum, { workers }) => sum + workers, 0);
  const names = runs.map(({ name, workers }) => `${name}: ${counted(workers)}`).join('\n');
  return {
    message: total === 1 ? 'A worker is still evaluating' : `${counted(total)} are still evaluating`,
    detail: `${names}\n\nWorkers do not need the app: they go on without it, and it shows them when it is opened again.`,
  };
}

function counted(workers: number): string {
  return workers === 1 ? '1 worker' : `${workers} workers`;
}
