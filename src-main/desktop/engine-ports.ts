import { MessageChannelMain, type MessagePortMain } from 'electron';
import { messageOf } from '#core/contract/errors.ts';
import type { Logger } from '#core/platform/log.ts';
import type { ServedEngine, ServerWire } from '#main/transport/serve-engine.ts';
import { CHANNELS } from './channels.ts';
import { hearPage } from './window/page-requests.ts';

/** Gives every page that asks a port to the engine. Until the engine is there the page waits. */
export function serveEnginePorts(served: Promise<ServedEngine>, log: Logger): void {
  hearPage(CHANNELS.requestEnginePort, log, (_input, window) => {
    served
      .then((engine) => {
        if (window.isDestroyed()) {
          return;
        }
        const { port1, port2 } = new MessageChannelMain();
        engine.connect(wireOf(port1));
        port1.start();
        window.webContents.postMessage(CHANNELS.enginePort, null, [port2]);
      })
      .catch((thrown: unknown) => log.error(`The page got no port to the engine: ${messageOf(thrown)}`));
  });
}

function wireOf(port: MessagePortMain): ServerWire {
  return {
    send: async (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => port.on('close', listener),
  };
}
