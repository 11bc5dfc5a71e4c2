import { formatNumber } from '#core/analysis/words/format.ts';
import type { HomeRun } from '#core/contract/home.ts';
import type { RunState, RunStatus } from '#core/contract/run/status.ts';
import { FINISHED_WORDS, trialWords } from '#renderer/format/words.ts';
import { addresses, withQuery } from '#renderer/routing/addresses.ts';
import type { NoticeSettings } from '#renderer/stores/notice-settings-store.ts';
import type { NewNotice } from '#renderer/stores/notification-store.ts';

/** At least this long between two notices of new bests of one run. */
const BEST_PAUSE_MS = 60_000;

/** A burst: so many of the last so many evaluations that ended while we looked failed. */
const BURST = { failed: 5, of: 10 } as const;
/** The next burst is told once no more than so many of the last ones fail. */
const CALM = 1;

/** Ends of a run that deserve a word wherever the person is looking. */
const ENDS = {
  finished: { tone: 'success', verb: 'finished' },
  failed: { tone: 'failed', verb: 'failed' },
  stalled: { tone: 'stale', verb: 'stalled' },
} as const satisfies Partial<Record<RunState, { tone: NewNotice['tone']; verb: string }>>;

type Ended = { readonly completed: number; readonly failed: number };

/** A run of the list that could be read. */
type ReadRun = HomeRun & { readonly status: RunStatus };

/** What was seen and told of one run. */
type Seen = {
  readonly run: ReadRun;
  readonly toldBest: number | null;
  readonly toldBestAt: number;
  /** What ended between two looks, the latest last; no more than a burst is counted over. */
  readonly latest: readonly Ended[];
  readonly inBurst: boolean;
};

export type RunNews = {
  /** What the list tells now that it did not tell before; `now` in milliseconds. */
  readonly take: (runs: readonly HomeRun[], settings: NoticeSettings, now: number) => readonly RunNotice[];
};
export type RunNotice = NewNotice & { readonly key: string; readonly kind: 'newBest' | 'failures' | 'ended' };

/**
 * News of the runs in the list. Of a run that is seen for the first time nothing is told but its end, where it ran when
 * it was seen last: `ran` holds those runs, and is kept between visits. A kind that is switched off is noted as if it had
 * been told, so that switching it on tells nothing old. A run that cannot be read just now is left as it was.
 */
export function createRunNews(ran: Set<string> = new Set()): RunNews {
  const seen = new Map<string, Seen>();
  const noticesOf = (run: ReadRun, now: number): readonly (RunNotice | null)[] => {
    const before = seen.get(run.key);
    if (before === undefined) {
      seen.set(run.key, firstSight(run));
      return [ran.has(runningId(run)) ? endNotice(run) : null];
    }
    const after = next(before, run, now);
    seen.set(run.key, after);
    const hasEnded = before.run.status.state === 'running';
    return [hasEnded ? endNotice(run) : null, burstNotice(before, after), bestNotice(before, after)];
  };
  return {
    take: (runs, settings, now) => {
      forgetMissing(ran, runs);
      return runs.filter(isRead).flatMap((run) => {
        if (seen.get(run.key)?.run === run) {
          return [];
        }
        const notices = noticesOf(run, now);
        ran[run.status.state === 'running' ? 'add' : 'delete'](runningId(run));
        return notices.filter((notice) => notice !== null).filter(({ kind }) => settings[kind]);
      });
    },
  };
}

function isRead(run: HomeRun): run is ReadRun {
  return run.status !== null;
}

/** Another run in the same directory is another one. */
function runningId({ key, status }: ReadRun): string {
  return `${key} ${status.run_id ?? ''}`;
}

/** Of a run that was taken off the list nothing is told any more. */
function forgetMissing(ran: Set<string>, runs: readonly HomeRun[]): void {
  const keys = new Set(runs.map(({ key }) => key));
  for (const id of ran) {
    if (!keys.has(id.slice(0, id.lastIndexOf(' ')))) {
      ran.delete(id);
    }
  }
}

function firstSight(run: ReadRun): Seen {
  return { run, toldBest: run.status.best?.loss ?? null, toldBestAt: 0, latest: [], inBurst: false };
}

function next(before: Seen, run: ReadRun, now: number): Seen {
  const latest = endedSince(before, run);
  const failed = latest.reduce((sum, each) => sum + each.failed, 0);
  const inBurst = before.inBurst ? failed > CALM : failed >= BURST.failed;
  const loss = run.status.best?.loss ?? null;
  const isNew = loss !== null && (before.toldBest === null || loss < before.toldBest);
  const tells = isNew && (now - before.toldBestAt >= BEST_PAUSE_MS || before.toldBest === null);
  return {
    run,
    toldBest: tells ? loss : before.toldBest,
    // The first loss of a run is no news, and does not hold back the first that is.
    toldBestAt: tells && before.toldBest !== null ? now : before.toldBestAt,
    latest,
    inBurst,
  };
}

function countsOf({ status: { counts } }: ReadRun): Ended {
  const failed = counts.failed + counts.crashed;
  return { completed: counts.success + failed, failed };
}

/** A run that was started anew or lost trials begins from nothing. */
function endedSince({ run: before, latest }: Seen, run: ReadRun): readonly Ended[] {
  const [was, is] = [countsOf(before), countsOf(run)];
  if (before.status.run_id !== run.status.run_id) {
    return [];
  }
  const ended = { completed: is.completed - was.completed, failed: is.failed - was.failed };
  if (ended.completed < 0 || ended.failed < 0) {
    return [];
  }
  const all = ended.completed > 0 ? [...latest, ended] : [...latest];
  let completed = all.reduce((sum, each) => sum + each.completed, 0);
  while (all[0] !== undefined && completed - all[0].completed >= BURST.of) {
    completed -= all.shift()?.completed ?? 0;
  }
  return all;
}

function bestNotice(before: Seen, { run, toldBest }: Seen): RunNotice | null {
  const { best, state } = run.status;
  const isTold = toldBest !== before.toldBest && before.toldBest !== null;
  if (!best || !isTold || state !== 'running') {
    return null;
  }
  return {
    kind: 'newBest',
    key: run.key,
    tone: 'incumbent',
    title: `${run.name}: new best ${formatNumber(best.loss)}`,
    message: `${formatNumber(before.toldBest ?? best.loss)} before, now ${trialWords(best.trial)}`,
    address: addresses.run(run.key),
  };
}

function burstNotice(before: Seen, { run, inBurst, latest }: Seen): RunNotice | null {
  if (!inBurst || before.inBurst) {
    return null;
  }
  const [completed, failed] = [
    latest.reduce((sum, each) => sum + each.completed, 0),
    latest.reduce((sum, each) => sum + each.failed, 0),
  ];
  return {
    kind: 'failures',
    key: run.key,
    tone: 'failed',
    title: `${run.name}: evaluations fail`,
    message: `${failed} of the last ${completed} failed`,
    address: withQuery(addresses.run(run.key, 'trials'), { state: 'failed' }),
  };
}

function endDetail({ status }: ReadRun): string | null {
  if (status.state !== 'finished') {
    return status.message;
  }
  const best = status.best ? `best loss ${formatNumber(status.best.loss)}` : null;
  const because = status.finished_because ? FINISHED_WORDS[status.finished_because] : null;
  return [because, best].filter(Boolean).join(', ') || null;
}

/** The notice of a run that ran and does not any more; null where nobody needs one. */
function endNotice(run: ReadRun): RunNotice | null {
  const { state } = run.status;
  if (!(state in ENDS)) {
    return null;
  }
  const { tone, verb } = ENDS[state as keyof typeof ENDS];
  return {
    kind: 'ended',
    key: run.key,
    tone,
    title: `${run.name} ${verb}`,
    message: endDetail(run),
    address: addresses.run(run.key),
  };
}
