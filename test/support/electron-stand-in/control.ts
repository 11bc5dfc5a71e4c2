import type { WebContents, WebFrameMain } from 'electron';
import { app } from './app.ts';
import { deliver } from './ipc-main.ts';
import { menuWords, StandInMenu } from './menu.ts';
import { preventable, records } from './records.ts';
import { askPermission, prepareAnswer } from './system.ts';
import { StandInWindow } from './window.ts';

/** What a test can do that a person or the system would do. Arguments and results are JSON. */
const ORDERS = {
  records: () => records,
  /** The next call of this dialog method answers so. */
  prepareAnswer: (method: string, answer: unknown) => prepareAnswer(method, answer),
  menu: () => menuWords(StandInMenu.getApplicationMenu() ?? new StandInMenu([])),
  chooseInMenu: (id: string) => StandInMenu.getApplicationMenu()?.getMenuItemById(id)?.click(),
  closeWindow: () => StandInWindow.getAllWindows()[0]?.close(),
  quit: () => app.quit(),
  emit: (event: string) => app.emit(event, preventable()),
  permission: (name: string) => askPermission(name),
  crash: (reason: string) =>
    StandInWindow.getAllWindows()[0]?.webContents.emit('render-process-gone', preventable(), { reason }),
  placeDropped: (paths: Record<string, string>) =>
    StandInWindow.getAllWindows()[0]?.webContents.evaluateInPreload(
      `globalThis.standInPaths = ${JSON.stringify(paths)}`,
    ),
  /** A message to the main process from a frame that shows `url`, inside a page where `inside` is true. */
  forge: (
    kind: 'send' | 'invoke',
    channel: string,
    frame: { url: string; inside: boolean } | null,
    args: unknown[],
  ) => {
    const sender = StandInWindow.getAllWindows()[0]?.webContents as unknown as WebContents;
    const senderFrame = frame && ({ url: frame.url, parent: frame.inside ? {} : null } as WebFrameMain);
    return deliver({ kind, id: 0, channel, args }, { sender, senderFrame });
  },
} as const;
export type Orders = typeof ORDERS;

/** Carries out what the test process asks for. */
export function takeOrders(): void {
  process.on('message', (message: { id: number; order: keyof Orders; args: unknown[] }) => {
    const order = ORDERS[message.order] as (...args: unknown[]) => unknown;
    void Promise.resolve()
      .then(() => order(...message.args))
      .then(
        (result) => process.send?.({ kind: 'done', id: message.id, result: result ?? null }),
        (error: unknown) => process.send?.({ kind: 'failed', id: message.id, error: String(error) }),
      );
  });
}
