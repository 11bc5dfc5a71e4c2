import type { RunWatcher } from '#core/watch/run/run-watcher.ts';
import type { EngineParts } from './engine-parts.ts';

/** Does something with the watcher of a run of the list, which is held for as long as that takes. */
export async function withWatcher<T>(
  { home, watches }: EngineParts,
  key: string,
  act: (watcher: RunWatcher) => T | Promise<T>,
): Promise<T> {
  const { watcher, release } = await watches.hold(await home.rootOf(key));
  try {
    return await act(watcher);
  } finally {
    release();
  }
}
