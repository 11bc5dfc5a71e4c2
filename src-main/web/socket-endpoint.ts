import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Logger } from '#core/platform/log.ts';
import type { ServedEngine, ServerWire } from '#main/transport/serve-engine.ts';
import type { Access } from './access.ts';
import { requestTarget } from './access.ts';
import { isOwnHost, isOwnOrigin } from './host-check.ts';

/**
 * A response to no request: the client's transport passes over it, its watchdog (socket-wire.ts of the page) hears that
 * the host lives. Pings alone would not do: a page cannot see them.
 */
const BEAT = '{"i":"beat","p":{}}';

/**
 * So many beats without a pong are a client that is gone. One tells nothing: where this process itself stood still for
 * longer than the pause between two beats, the next one comes before the pong is read that has long arrived.
 */
const UNANSWERED_BEATS = 2;

/** Beats to a client, and cuts it off when it has answered none of the last pings. */
function keepAlive(webSocket: WebSocket, everyMilliseconds: number): void {
  let unanswered = 0;
  webSocket.on('pong', () => {
    unanswered = 0;
  });
  const timer = setInterval(() => {
    if (unanswered >= UNANSWERED_BEATS) {
      webSocket.terminate();
      return;
    }
    if (webSocket.readyState === WebSocket.OPEN) {
      unanswered += 1;
      webSocket.ping();
      webSocket.send(BEAT);
    }
  }, everyMilliseconds);
  timer.unref();
  webSocket.on('close', () => clearInterval(timer));
}

/** Texts of people are small; the largest is a pasted YAML. */
const LARGEST_MESSAGE_BYTES = 4_000_000;
const CLOSING_PATIENCE_MS = 1000;

export type SocketEndpoint = {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Says goodbye to every client; cuts those that do not answer. */
  readonly close: () => Promise<void>;
};

export function createSocketEndpoint(options: {
  readonly served: ServedEngine;
  readonly access: Access;
  readonly listeningOn: string;
  readonly heartbeatMilliseconds: number;
  readonly log: Logger;
}): SocketEndpoint {
  const { served, access, listeningOn, heartbeatMilliseconds, log } = options;
  const server = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE_BYTES });
  return {
    upgrade(request, socket, head) {
      const refusal = refusalOf(request, access, listeningOn);
      if (refusal !== null) {
        log.debug(`A socket was refused: ${refusal}`);
        socket.on('error', () => socket.destroy());
        socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
        return;
      }
      server.handleUpgrade(request, socket, head, (webSocket) => {
        webSocket.on('error', (error) => log.debug(`A socket failed: ${error.message}`));
        keepAlive(webSocket, heartbeatMilliseconds);
        served.connect(wireOf(webSocket));
      });
    },
    close: () => closeAll(server),
  };
}

function refusalOf(request: IncomingMessage, access: Access, listeningOn: string): string | null {
  if (!isOwnHost(request, listeningOn) || !isOwnOrigin(request)) {
    return '403 Forbidden';
  }
  if (!access.cookieAllows(request) && !access.queryAllows(request)) {
    return '401 Unauthorized';
  }
  return requestTarget(request).path === '/socket' ? null : '404 Not Found';
}

function wireOf(webSocket: WebSocket): ServerWire {
  return {
    send: (message) =>
      new Promise((resolve, reject) => {
        webSocket.send(message, (error) => (error ? reject(error) : resolve()));
      }),
    onMessage(listener) {
      webSocket.on('message', (data: Buffer, isBinary) => listener(isBinary ? data : data.toString('utf8')));
    },
    onClose: (listener) => webSocket.on('close', listener),
  };
}

async function closeAll(server: WebSocketServer): Promise<void> {
  const closed = [...server.clients].map(
    (client) =>
      new Promise<void>((resolve) => {
        const patience = setTimeout(() => client.terminate(), CLOSING_PATIENCE_MS);
        client.once('close', () => {
          clearTimeout(patience);
          resolve();
        });
        client.close(1001, 'The host is closing.');
      }),
  );
  await Promise.all(closed);
  server.close();
}
