import { BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { z } from 'zod';
import type { Logger } from '#core/platform/log.ts';
import { isPageUrl } from './page-protocol.ts';

type Sent = Pick<IpcMainEvent | IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/** The window whose own page sent this message; null for any other sender, such as a frame inside a page. */
function senderWindow({ sender, senderFrame }: Sent): BrowserWindow | null {
  const isOwnPage = senderFrame !== null && senderFrame.parent === null && isPageUrl(senderFrame.url);
  return isOwnPage ? BrowserWindow.fromWebContents(sender) : null;
}

/** Answers a request of the page. Sender and input are checked first; the page gets an error for anything else. */
export function answerPage<Input, Output>(
  channel: string,
  schema: z.ZodType<Input>,
  answer: (input: Input, window: BrowserWindow) => Promise<Output>,
): void {
  ipcMain.handle(channel, async (event, input: unknown) => {
    const window = senderWindow(event);
    if (window === null) {
      throw new Error('Only the app’s own page may ask for this.');
    }
    return answer(schema.parse(input), window);
  });
}

/** Listens to a message of the page that has no answer; others are logged and ignored. */
export function hearPage(
  channel: string,
  log: Logger,
  hear: (input: unknown, window: BrowserWindow) => void,
): void {
  ipcMain.on(channel, (event, input: unknown) => {
    const window = senderWindow(event);
    if (window === null) {
      log.warn(`A message on ${channel} came from something that is not the page; it was ignored.`);
      return;
    }
    hear(input, window);
  });
}
