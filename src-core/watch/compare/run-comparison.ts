import { lossCurvesInSteps, type RunCurves } from '#core/analysis/compare/loss-curves.ts';
import type { ComparedRun, Comparison } from '#core/contract/analysis/compare.ts';
import { messageOf } from '#core/contract/errors.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { bySteps, type Clock, createPauses, type Pauses } from '#core/platform/clock.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { runKey } from '#core/readers/run-key.ts';
import type { RunWatches } from '../run/run-watch.ts';
import type { HeldWatcher } from '../run/shared-watchers.ts';
import { liveGenerator } from '../stream/live-generator.ts';
import { createPacedNews, type PacedNews, type Schedule, scheduleOnTimers } from '../stream/news.ts';

/** At least this long between two comparisons that are sent. */
const PACE_MS = 1000;

/** One run of a comparison: its directory, or why there is none of this key. */
export type Compared = {
  readonly key: string;
  readonly root: string | null;
  readonly problem: string | null;
};

export type ComparisonOptions = {
  readonly watches: RunWatches;
  readonly clock: Clock;
  readonly schedule?: Schedule;
  readonly signal?: AbortSignal | undefined;
};

/** Live: all runs at once, and again when one of them has changed. A run that can't be read says why in its place. */
export function watchComparison(
  runs: readonly Compared[],
  { watches, clock, schedule = scheduleOnTimers, signal }: ComparisonOptions,
): AsyncGenerator<Comparison, void, void> {
  return liveGenerator(signal, async function* (ended) {
    const news = createPacedNews(clock.now().getTime() * 1000, schedule, PACE_MS);
    const rows = await Promise.all(runs.map((run) => createRow(run, watches)));
    try {
      for (const row of rows) {
        void follow(row, news, ended);
      }
      let sent: number | null = null;
      while (!ended.aborted) {
        if (sent === news.seq) {
          await news.wait(ended);
        } else {
          sent = news.seq;
          yield { seq: sent, runs: await current(rows, createPauses(clock)) };
        }
      }
    } finally {
      news.stop();
      for (const { held } of rows) {
        held?.release();
      }
    }
  });
}

type Row = { readonly held: HeldWatcher | null; run: ComparedRun; isStale: boolean };

async function createRow({ key, root, problem }: Compared, watches: RunWatches): Promise<Row> {
  const without = (because: string | null): Row => ({
    held: null,
    run: unreadableRun(key, root, because),
    isStale: false,
  });
  if (root === null) {
    return without(problem);
  }
  try {
    return { held: await watches.hold(root), run: unreadableRun(key, root, null), isStale: true };
  } catch (error) {
    return without(messageOf(error));
  }
}

async function follow(row: Row, news: PacedNews, ended: AbortSignal): Promise<void> {
  const watcher = row.held?.watcher;
  while (watcher !== undefined && !(ended.aborted || watcher.closed)) {
    await watcher.news(ended);
    row.isStale = true;
    news.changed();
  }
}

/** One run after the other, with room for others within them and between them. */
async function current(rows: readonly Row[], pauses: Pauses): Promise<ComparedRun[]> {
  for (const row of rows) {
    if (row.isStale && row.held !== null) {
      row.isStale = false;
      const { watcher } = row.held;
      const { run } = watcher;
      const curves = await bySteps(lossCurvesInSteps([...run.trials()], run.facts().space), pauses);
      row.run = comparedRun(run, watcher.status(), curves);
      await pauses.next();
    }
  }
  return rows.map(({ run }) => run);
}

/** What a comparison knows of a run as it has been read. */
export function comparedRun(run: OpenedRun, status: RunStatus, curves: RunCurves): ComparedRun {
  const { name, root, optimizer, space, space_inferred, settings } = run.facts();
  const seed = settings?.seed;
  return {
    key: runKey(root),
    name,
    root,
    state: status.state,
    unreadable_because: null,
    optimizer: optimizer ?? (status.optimizer && { ...status.optimizer, arguments: {} }),
    seed: typeof seed === 'number' ? seed : null,
    space,
    space_inferred,
    settings,
    cost_unit: status.cost_unit,
    curves,
    objectives: objectivesOf(run),
    completed: status.budget.evaluations.completed,
    failed: status.counts.failed + status.counts.crashed,
  };
}

/** As its first success tells. */
function objectivesOf(run: OpenedRun): number {
  const loss = run.trials().find(({ state }) => state === 'success')?.loss;
  return Array.isArray(loss) ? loss.length : 1;
}

const NO_CURVE = { points: [], end: 0 };

/** Stands in the place of a run that can't be read. */
function unreadableRun(key: string, root: string | null, because: string | null): ComparedRun {
  return {
    key,
    name: root?.split(/[\\/]/).at(-1) ?? key,
    root: root ?? '',
    state: null,
    unreadable_because: because,
    optimizer: null,
    seed: null,
    space: null,
    space_inferred: false,
    settings: null,
    cost_unit: null,
    curves: { all: { evaluation: NO_CURVE, time: null, cost: null, fidelity: null }, highest: null },
    objectives: 1,
    completed: 0,
    failed: 0,
  };
}
