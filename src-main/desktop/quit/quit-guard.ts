import { app, type BrowserWindow, powerMonitor } from 'electron';
import { messageOf } from '#core/contract/errors.ts';
import type { Logger } from '#core/platform/log.ts';

export type QuitGuard = {
  /** Asks when this window is closed where closing it means to quit. */
  readonly watch: (window: BrowserWindow) => void;
  /** Also lets the end of the session pass; only possible when the app is ready. */
  readonly watchSession: () => void;
};

/**
 * Stands between a wish to quit and the end: asks first, then lets go of what is held. A signal or the end of the
 * session asks nothing and keeps the workers, which is the default.
 *
 * @param ask resolves with true where the app may quit
 * @param leave the last thing done before it quits
 */
export function guardQuit(options: {
  readonly ask: () => Promise<boolean>;
  readonly leave: () => Promise<void>;
  readonly log: Logger;
}): QuitGuard {
  const { ask, leave, log } = options;
  let state: 'staying' | 'asking' | 'leaving' = 'staying';

  const quit = async () => {
    state = 'leaving';
    await leave().catch((thrown: unknown) => log.error(`Leaving failed: ${messageOf(thrown)}`));
    app.quit();
  };
  const askThenQuit = async () => {
    state = 'asking';
    const mayQuit = await ask().catch((thrown: unknown) => {
      log.error(`The question before quitting failed: ${messageOf(thrown)}`);
      return true;
    });
    if (mayQuit) {
      await quit();
    } else {
      state = 'staying';
    }
  };
  app.on('before-quit', (event) => {
    if (state === 'leaving') {
      return;
    }
    event.preventDefault();
    if (state === 'staying') {
      void askThenQuit();
    }
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void quit());
  }
  return {
    watch(window) {
      window.on('close', (event) => {
        if (state !== 'leaving' && process.platform !== 'darwin') {
          event.preventDefault();
          app.quit();
        }
      });
    },
    watchSession() {
      powerMonitor.on('shutdown', () => void quit());
    },
  };
}
