import { useEffect } from 'react';
import { formatNumber } from '#core/analysis/format.ts';
import type { HomeRun } from '#core/contract/home.ts';
import type { RunState } from '#core/contract/status.ts';
import { FINISHED_WORDS } from '../format/words.ts';
import { addresses } from '../routing/addresses.ts';
import type { NewNotice } from '../stores/notification-store.ts';
import { useStores } from '../stores/stores.ts';

/** Ends of a run that deserve a word wherever the person is looking. */
const WORDS = {
  finished: { tone: 'success', verb: 'finished' },
  failed: { tone: 'failed', verb: 'failed' },
  stalled: { tone: 'stale', verb: 'stalled' },
} as const satisfies Partial<Record<RunState, { tone: NewNotice['tone']; verb: string }>>;

function detail(run: HomeRun): string | null {
  const { status } = run;
  if (status?.state !== 'finished') {
    return status?.message ?? null;
  }
  const best = status.best ? `best loss ${formatNumber(status.best.loss)}` : null;
  const because = status.finished_because ? FINISHED_WORDS[status.finished_because] : null;
  return [because, best].filter(Boolean).join(', ') || null;
}

/** The notice of a run that changed from one state to another; null where nobody needs one. */
export function noticeOf(before: HomeRun, after: HomeRun): NewNotice | null {
  const state = after.status?.state;
  if (before.status?.state !== 'running' || !state || !(state in WORDS)) {
    return null;
  }
  const { tone, verb } = WORDS[state as keyof typeof WORDS];
  return { tone, title: `${after.name} ${verb}`, message: detail(after), address: addresses.run(after.key) };
}

function noticesOf(before: readonly HomeRun[], after: readonly HomeRun[]): NewNotice[] {
  return after
    .filter((run) => !window.location.hash.includes(`/run/${encodeURIComponent(run.key)}`))
    .flatMap((run) => {
      const earlier = before.find((known) => known.key === run.key);
      return (earlier && noticeOf(earlier, run)) ?? [];
    });
}

/** Tells when a run comes to its end, unless it is the one on screen. */
export function useRunNotices(): void {
  const { home, notifications } = useStores();
  useEffect(
    () =>
      home.subscribe((state, before) => {
        for (const notice of noticesOf(before.home?.runs ?? [], state.home?.runs ?? [])) {
          notifications.notify(notice);
        }
      }),
    [home, notifications],
  );
}
