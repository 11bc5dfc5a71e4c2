import { stat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { runLayout } from '#core/state/layout.ts';
import { createLedger, type Ledger } from '#core/state/ledger.ts';
import { readTrial, type TrialOnDisk } from '#core/state/read-trial.ts';
import { entriesOfTrials, listTrials } from '#core/state/rebuild.ts';
import { changesBetween, type TrialSource } from './trial-source.ts';

/** How many trials are looked at before others get their turn. */
const SLICE = 32;

type Known = { readonly stamp: string; readonly trial: TrialOnDisk | null };

/**
 * The trials as the files of `results/` tell, for a run whose journal is missing. Only files that changed are read
 * again; one that is not whole yet leaves the trial as it was.
 */
export function createResultsSource(root: string): TrialSource {
  const layout = runLayout(root);
  let known = new Map<string, Known>();
  let ledger: Ledger = createLedger();

  const look = async (trial: string): Promise<Known> => {
    const stamp = await stampOf(layout.trial(trial));
    const before = known.get(trial);
    if (before !== undefined && before.stamp === stamp) {
      return before;
    }
    return { stamp, trial: readTrial(layout, trial) ?? before?.trial ?? null };
  };

  const lookAtAll = async (): Promise<Map<string, Known>> => {
    const now = new Map<string, Known>();
    for (const [index, trial] of listTrials(layout).entries()) {
      now.set(trial, await look(trial));
      if (index % SLICE === SLICE - 1) {
        await nextTurn();
      }
    }
    return now;
  };

  return {
    get ledger() {
      return ledger;
    },
    lastLine: new Map(),
    problems: [],
    read: async () => {
      const now = await lookAtAll();
      const isSame = now.size === known.size && [...now].every(([trial, seen]) => known.get(trial) === seen);
      if (isSame) {
        return { changed: [], deleted: [] };
      }
      known = now;
      const before = ledger;
      ledger = await replay([...now.values()].flatMap(({ trial }) => trial ?? []));
      return changesBetween(before, ledger);
    },
  };
}

async function replay(trials: readonly TrialOnDisk[]): Promise<Ledger> {
  const ledger = createLedger();
  const entries = entriesOfTrials(trials);
  for (let at = 0; at < entries.length; at += SLICE * 16) {
    ledger.apply(entries.slice(at, at + SLICE * 16));
    await nextTurn();
  }
  return ledger;
}

/** Differs after any change of the files that tell of a trial. */
async function stampOf(files: ReturnType<ReturnType<typeof runLayout>['trial']>): Promise<string> {
  const stamps = await Promise.all(
    [files.config, files.metadata, files.result, files.error].map(async (path) => {
      const found = await stat(path, { bigint: true }).catch(() => null);
      return found === null ? '-' : `${found.ino} ${found.mtimeNs} ${found.size}`;
    }),
  );
  return stamps.join(' ');
}
