import { persist } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** What a person wants to be told of; kept between visits. */
export type NoticeSettings = {
  /** A running run found a better loss. */
  readonly newBest: boolean;
  /** Many of a run's evaluations fail. */
  readonly failures: boolean;
  /** A run finished, failed or stalled. */
  readonly ended: boolean;
  /** Through the system too, while the page is in the background. */
  readonly system: boolean;
};
export type NoticeSettingsStore = StoreApi<NoticeSettings>;

export function createNoticeSettingsStore(): NoticeSettingsStore {
  return createStore<NoticeSettings>()(
    persist((): NoticeSettings => ({ newBest: true, failures: true, ended: true, system: false }), {
      name: 'incumbent.notices',
    }),
  );
}
