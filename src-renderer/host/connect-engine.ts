import { createORPCClient, DynamicLink } from '@orpc/client';
import type { DesktopBridge } from '#core/contract/api/desktop.ts';
import type { EngineClient, EngineConnection } from './engine-client.ts';
import { joiningPieces } from './join-pieces.ts';
import { openPortWire } from './port-wire.ts';
import { openSocketWire } from './socket-wire.ts';
import { createObservableState, keepWire } from './wire.ts';

/**
 * Connects the page to the engine of whatever host it was loaded by: a MessagePort in the desktop window, a WebSocket
 * in the browser. Call it once, in the entry file.
 */
export function connectEngine(): EngineConnection {
  const desktop = desktopBridge();
  const state = createObservableState();
  const wire = keepWire(
    (signal) =>
      desktop === null ? openSocketWire(socketAddress(), state, signal) : openPortWire(desktop, signal),
    state,
  );
  const client: EngineClient = createORPCClient(joiningPieces(new DynamicLink(() => wire.link())));
  return {
    host: desktop === null ? 'browser' : 'desktop',
    client,
    desktop,
    state: state.get,
    subscribe: state.subscribe,
    close: wire.close,
  };
}

/** Only the desktop's preload script defines `window.desktop`. */
function desktopBridge(): DesktopBridge<File> | null {
  return (window as { readonly desktop?: DesktopBridge<File> }).desktop ?? null;
}

function socketAddress(): string {
  return new URL('/socket', window.location.href.replace(/^http/, 'ws')).href;
}
