import { RPCLink } from '@orpc/client/websocket';
import type { ObservableState, Wire } from './wire.ts';

/** The host sends something at least every 15 s; a wire that is silent for three times as long is dead. */
const SILENCE_LIMIT_MS = 45_000;
const SILENCE_CHECK_MS = 5000;

/** Opens the browser host's socket. Tells a host that is away (rejects) from one that no longer lets us in. */
export async function openSocketWire(
  address: string,
  state: ObservableState,
  signal: AbortSignal,
): Promise<Wire> {
  const socket = new WebSocket(address);
  const opened = await new Promise<boolean>((resolve) => {
    socket.addEventListener('open', () => resolve(true), { once: true });
    socket.addEventListener('close', () => resolve(false), { once: true });
  });
  if (!opened) {
    state.set((await isLockedOut(address)) ? 'locked-out' : 'lost');
    throw new Error('The host did not open a socket.');
  }
  const broken = new Promise<void>((resolve) => {
    socket.addEventListener('close', () => resolve(), { once: true });
  });
  const cut = () => socket.close();
  signal.addEventListener('abort', cut, { once: true });
  const stopListening = cutWhenSilent(socket);
  void broken.then(() => {
    stopListening();
    signal.removeEventListener('abort', cut);
  });
  return { link: new RPCLink({ websocket: socket }), broken };
}

/** A failed WebSocket does not say why; a plain request to the same path does. */
async function isLockedOut(address: string): Promise<boolean> {
  try {
    const answer = await fetch(address.replace(/^ws/, 'http'), { cache: 'no-store' });
    return answer.status === 401;
  } catch {
    return false;
  }
}

/** A tunnel or a sleeping laptop can leave a socket that looks open and is not. */
function cutWhenSilent(socket: WebSocket): () => void {
  let heard = performance.now();
  socket.addEventListener('message', () => {
    heard = performance.now();
  });
  const timer = setInterval(() => {
    if (performance.now() - heard > SILENCE_LIMIT_MS) {
      socket.close();
    }
  }, SILENCE_CHECK_MS);
  return () => clearInterval(timer);
}
