import { createStore, type StoreApi } from 'zustand/vanilla';

/** Something that happened elsewhere, or the outcome of an act whose place is no longer on screen. */
export type Notice = {
  readonly id: number;
  readonly at: string;
  readonly tone: 'plain' | 'success' | 'failed' | 'stale' | 'incumbent';
  readonly title: string;
  readonly message: string | null;
  /** Where a click leads; null for nowhere. */
  readonly address: string | null;
};
export type NewNotice = Omit<Notice, 'id' | 'at'>;

type NotificationState = {
  /** Newest first, the last 50. */
  readonly notices: readonly Notice[];
  readonly unseen: number;
};
export type NotificationStore = StoreApi<NotificationState> & {
  readonly notify: (notice: NewNotice) => void;
  readonly markSeen: () => void;
  readonly clear: () => void;
};

const KEPT = 50;

export function createNotificationStore(): NotificationStore {
  const store = createStore<NotificationState>(() => ({ notices: [], unseen: 0 }));
  let lastId = 0;
  return {
    ...store,
    notify: (notice) => {
      lastId += 1;
      const made = { ...notice, id: lastId, at: new Date().toISOString() };
      store.setState(({ notices, unseen }) => ({
        notices: [made, ...notices].slice(0, KEPT),
        unseen: unseen + 1,
      }));
    },
    markSeen: () => store.setState({ unseen: 0 }),
    clear: () => store.setState({ notices: [], unseen: 0 }),
  };
}
