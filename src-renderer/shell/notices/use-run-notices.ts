import { useEffect } from 'react';
import { isPageSeen, showSystemNotice } from '#renderer/host/system-notices.ts';
import { type Stores, useStores } from '#renderer/stores/stores.ts';
import { createRunNews, type RunNotice } from './run-news.ts';

function isOnScreen(key: string): boolean {
  return window.location.hash.includes(`/run/${encodeURIComponent(key)}`);
}

function tell(notice: RunNotice, { notifications, noticeSettings }: Stores): void {
  const isSeen = isPageSeen();
  if (!(isSeen && isOnScreen(notice.key))) {
    const { kind, key, ...shown } = notice;
    notifications.notify(shown);
  }
  if (!isSeen && noticeSettings.getState().system) {
    showSystemNotice(notice);
  }
}

function keep(ran: ReadonlySet<string>, { runningRuns }: Stores): void {
  const ids = [...ran];
  if (ids.join() !== runningRuns.getState().ids.join()) {
    runningRuns.setState({ ids });
  }
}

/**
 * Tells of new bests, bursts of failures and ends of runs, but not of the run that the person is looking at: here, and
 * through the system while the page is in the background and the person wants that.
 */
export function useRunNotices(): void {
  const stores = useStores();
  useEffect(() => {
    const ran = new Set(stores.runningRuns.getState().ids);
    const news = createRunNews(ran);
    return stores.home.subscribe(({ home }) => {
      if (home === null) {
        return;
      }
      const settings = stores.noticeSettings.getState();
      for (const notice of news.take(home.runs, settings, Date.now())) {
        tell(notice, stores);
      }
      keep(ran, stores);
    });
  }, [stores]);
}
