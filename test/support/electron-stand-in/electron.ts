/**
 * Stands in for the module `electron` in a plain Node process, so that the app's real main and preload files run in a
 * real Chromium where Electron's own program is not there. Every part satisfies its slice of Electron's
 * types, but for `on` and `once`: those are Node's own EventEmitter on both sides and return `this`.
 */
import { app } from './app.ts';
import { takeOrders } from './control.ts';
import { ipcMain } from './ipc-main.ts';
import { StandInMenu } from './menu.ts';
import { StandInChannel } from './ports.ts';
import { protocol } from './protocol.ts';
import { dialog, nativeTheme, powerMonitor, screen, session, shell } from './system.ts';
import { StandInWindow } from './window.ts';

Object.assign(process, { defaultApp: true });
takeOrders();

export {
  app,
  dialog,
  ipcMain,
  nativeTheme,
  powerMonitor,
  protocol,
  StandInChannel as MessageChannelMain,
  StandInMenu as Menu,
  StandInWindow as BrowserWindow,
  screen,
  session,
  shell,
};
