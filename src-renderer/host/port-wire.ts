import { RPCLink } from '@orpc/client/message-port';
import { type DesktopBridge, ENGINE_PORT_MESSAGE } from '#core/contract/api/desktop.ts';
import type { Wire } from './wire.ts';

/** Asks the desktop window for a port to the engine and waits until the preload script hands it over. */
export async function openPortWire(bridge: DesktopBridge<File>, signal: AbortSignal): Promise<Wire> {
  const port = await receivePort(bridge, signal);
  const broken = new Promise<void>((resolve) => {
    port.addEventListener('close', () => resolve(), { once: true });
    signal.addEventListener(
      'abort',
      () => {
        // `close` fires on the other side only.
        port.close();
        resolve();
      },
      { once: true },
    );
  });
  const link = new RPCLink({ port });
  port.start();
  return { link, broken };
}

function receivePort(bridge: DesktopBridge<File>, signal: AbortSignal): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const listening = new AbortController();
    signal.addEventListener(
      'abort',
      () => {
        listening.abort();
        reject(new Error('The page closed its connection.'));
      },
      { signal: listening.signal },
    );
    window.addEventListener(
      'message',
      (event) => {
        const port = event.ports[0];
        if (event.source === window && event.data === ENGINE_PORT_MESSAGE && port) {
          // One port for one asker: who asked later waits for the next.
          event.stopImmediatePropagation();
          listening.abort();
          resolve(port);
        }
      },
      { signal: listening.signal },
    );
    bridge.requestEnginePort();
  });
}
