import { createServer } from 'node:net';

/** Below those that systems hand out by themselves (from 32768 or 49152): nobody is given one of them by chance. */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** A port of this machine that nobody listens at, now and until the caller does. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (await isFree(port)) {
      return port;
    }
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
