import { lossCurvesInSteps } from '#core/analysis/compare/loss-curves.ts';
import type { ComparedRun, Comparison } from '#core/contract/analysis/compare.ts';
import { messageOf } from '#core/contract/errors.ts';
import { bySteps } from '#core/platform/by-steps.ts';
import type { Clock } from '#core/platform/clock.ts';
import { createPauses, type Pauses } from '#core/platform/pauses.ts';
import type { RunWatches } from '../run/run-watch.ts';
import type { HeldWatcher } from '../run/shared-watchers.ts';
import { liveGenerator } from '../stream/live-generator.ts';
import { createPacedNews, type PacedNews } from '../stream/paced-news.ts';
import { type Schedule, scheduleOnTimers } from '../stream/schedule.ts';
import { comparedRun, unreadableRun } from './compared-run.ts';

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
