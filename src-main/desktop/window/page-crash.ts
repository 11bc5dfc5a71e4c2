import { app, type BrowserWindow, dialog } from 'electron';
import type { Logger } from '#core/platform/log.ts';

/** Says so when the page's process died, and loads it anew; the engine and all workers are other processes. */
export function watchPageCrash(window: BrowserWindow, log: Logger): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') {
      return;
    }
    log.error(`The page's process ended: ${reason}`);
    void dialog
      .showMessageBox(window, {
        type: 'error',
        message: 'The window’s content stopped working',
        detail: `Its process ended (${reason}). Runs and workers are not affected.`,
        buttons: ['Load it again', 'Quit'],
        defaultId: 0,
        cancelId: 0,
      })
      .then(({ response }) => (response === 0 ? window.webContents.reload() : app.quit()));
  });
}
