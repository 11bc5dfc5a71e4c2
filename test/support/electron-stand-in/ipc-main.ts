import { EventEmitter } from 'node:events';
import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import type { FromPage, ToPage } from './wire-messages.ts';

type Handler = Parameters<IpcMain['handle']>[1];
export type Sender = Pick<IpcMainEvent, 'sender' | 'senderFrame'>;

const handlers = new Map<string, Handler>();

class StandInIpcMain extends EventEmitter {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) {
      throw new Error(`A second handler for ${channel}`);
    }
    handlers.set(channel, handler);
  }
}

export const ipcMain = new StandInIpcMain() satisfies Pick<IpcMain, 'handle'>;

/** Delivers a message of a preload script, as if it came from this sender. */
export async function deliver(
  message: Extract<FromPage, { kind: 'send' | 'invoke' }>,
  sender: Sender,
): Promise<ToPage | null> {
  if (message.kind === 'send') {
    ipcMain.emit(message.channel, sender, ...message.args);
    return null;
  }
  const reply = (value: unknown, error: string | null): ToPage => ({
    kind: 'reply',
    id: message.id,
    value,
    error,
  });
  const handler = handlers.get(message.channel);
  if (!handler) {
    return reply(null, `No handler registered for '${message.channel}'`);
  }
  try {
    return reply(await handler(sender as IpcMainInvokeEvent, ...message.args), null);
  } catch (error) {
    return reply(null, `Error invoking remote method '${message.channel}': ${error}`);
  }
}
