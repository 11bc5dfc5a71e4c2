import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { ConnectionState, EngineConnection } from '../host/engine-client.ts';
import { type ActionStore, createActionStore } from './action-store.ts';
import { createDialogStore, type DialogStore } from './dialog-store.ts';
import { createDraftStore, type DraftStore } from './draft/draft-store.ts';
import { createHostStore, type HostState, type HostStore } from './host-store.ts';
import { createNoticeSettingsStore, type NoticeSettingsStore } from './notice-settings-store.ts';
import { createNotificationStore, type NotificationStore } from './notification-store.ts';
import { createHomeStore, type HomeState, type HomeStore } from './runs/home-store.ts';
import { createOpenRunsStore, type OpenRunsStore } from './runs/open-runs-store.ts';
import { createRunSelections, type RunSelections, type SelectionState } from './runs/run-selection.ts';
import type { RunView } from './runs/run-store.ts';
import { createRunStores, type RunStores } from './runs/run-stores.ts';
import { createRunningRunsStore, type RunningRunsStore } from './runs/running-runs-store.ts';

/** All that the page holds beside its address. Made once, handed down by {@link StoresContext}. */
export type Stores = {
  readonly connection: EngineConnection;
  readonly host: HostStore;
  readonly home: HomeStore;
  readonly runs: RunStores;
  readonly selections: RunSelections;
  readonly openRuns: OpenRunsStore;
  readonly notifications: NotificationStore;
  readonly noticeSettings: NoticeSettingsStore;
  readonly runningRuns: RunningRunsStore;
  readonly dialogs: DialogStore;
  readonly draft: DraftStore;
  readonly actions: ActionStore;
};

export function createStores(connection: EngineConnection): Stores {
  return {
    connection,
    host: createHostStore(connection.client),
    home: createHomeStore(connection.client),
    runs: createRunStores(connection.client),
    selections: createRunSelections(),
    openRuns: createOpenRunsStore(),
    notifications: createNotificationStore(),
    noticeSettings: createNoticeSettingsStore(),
    runningRuns: createRunningRunsStore(),
    dialogs: createDialogStore(),
    draft: createDraftStore(),
    actions: createActionStore(),
  };
}

export const StoresContext = createContext<Stores | null>(null);

/** All stores of the page. @throws Error outside of the app */
export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (!stores) {
    throw new Error('useStores is called outside of StoresContext');
  }
  return stores;
}

/** A part of the list of runs; draws its caller only when that part changes. */
export function useHome<Picked>(pick: (state: HomeState) => Picked): Picked {
  return useStore(useStores().home, pick);
}

/** A part of what is known of the host and its engine. */
export function useHost<Picked>(pick: (state: HostState) => Picked): Picked {
  return useStore(useStores().host, pick);
}

/** Whether the engine answers just now. */
export function useConnectionState(): ConnectionState {
  const { connection } = useStores();
  return useSyncExternalStore(connection.subscribe, connection.state);
}

/** A part of one run, live for as long as the component is mounted. `pick` must return stable values. */
export function useRun<Picked>(key: string, pick: (view: RunView) => Picked): Picked {
  const { runs } = useStores();
  useEffect(() => runs.hold(key), [runs, key]);
  return useStore(runs.store(key), pick);
}

/** A part of how a run is looked at. `pick` must return stable values. */
export function useSelection<Picked>(key: string, pick: (state: SelectionState) => Picked): Picked {
  return useStore(useStores().selections.of(key), pick);
}
