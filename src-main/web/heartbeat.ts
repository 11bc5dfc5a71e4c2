import { WebSocket } from 'ws';

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
export function keepAlive(webSocket: WebSocket, everyMilliseconds: number): void {
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
