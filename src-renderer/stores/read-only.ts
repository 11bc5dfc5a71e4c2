import { type Stores, useHost } from './stores.ts';

/** What a button says that a page for reading cannot use. */
export const READ_ONLY_REASON = 'This page was opened for reading only.';

/** Why nothing can be changed or started from this page; null if it can. */
export function readOnlyReason({ host }: Pick<Stores, 'host'>): string | null {
  return host.getState().info?.read_only ? READ_ONLY_REASON : null;
}

/** The same for a component. */
export function useReadOnlyReason(): string | null {
  return useHost((state) => (state.info?.read_only ? READ_ONLY_REASON : null));
}
