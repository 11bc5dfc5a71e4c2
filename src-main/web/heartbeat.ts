import { WebSocket } from 'ws';

/**
 * A response to no request: the client's transport passes over it, its watchdog (socket-wire.ts of the page) hears that
 * the host lives. Pings alone would not do: a page cannot see them.
 */
const BEAT = '{"i":"beat","p":{}}';

/** Beats to a client, and cuts it off when it has not answered the ping of the beat before. */
export function keepAlive(webSocket: WebSocket, everyMilliseconds: number): void {
  let answered = true;
  webSocket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) {
      webSocket.terminate();
      return;
    }
    if (webSocket.readyState === WebSocket.OPEN) {
      answered = false;
      webSocket.ping();
      webSocket.send(BEAT);
    }
  }, everyMilliseconds);
  timer.unref();
  webSocket.on('close', () => clearInterval(timer));
}
