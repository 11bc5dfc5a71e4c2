import { rmSync } from 'node:fs';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startWebHost, type WebHost } from '#main/web/server.ts';
import type { EngineClient } from '#renderer/host/engine-client.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { recordingLog } from '#test/support/recording-log.ts';
import { STUB_HOST_INFO, stubEngine, stubHome } from '#test/support/stub-engine.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const pageDirectory = folderWith({ 'index.html': '<head></head>' });
const { log } = recordingLog();
let host: WebHost;
let endedStreams = 0;

const engine = stubEngine({
  host: { info: async () => STUB_HOST_INFO },
  home: {
    async *watch(_input, { signal }) {
      try {
        yield stubHome(1);
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      } finally {
        endedStreams += 1;
      }
    },
  },
});

beforeAll(async () => {
  host = await startWebHost({ engine, pageDirectory, log });
});
afterAll(async () => {
  await host.close();
  rmSync(pageDirectory, { recursive: true });
});

const opened: WebSocket[] = [];
afterEach(() => {
  for (const socket of opened.splice(0)) {
    socket.terminate();
  }
});

/** Opens a socket; gives the HTTP status instead where the host does not upgrade. */
function open(
  options: { path?: string; headers?: Record<string, string>; autoPong?: boolean; to?: WebHost } = {},
): Promise<WebSocket | number> {
  const { path = `/socket?${tokenQuery()}`, headers = {}, autoPong = true, to = host } = options;
  const socket = new WebSocket(`ws://127.0.0.1:${to.port}${path}`, { headers, autoPong });
  opened.push(socket);
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

async function openSocket(options: Parameters<typeof open>[0] = {}): Promise<WebSocket> {
  const socket = await open(options);
  if (typeof socket === 'number') {
    throw new Error(`The host answered ${socket}`);
  }
  return socket;
}

function tokenQuery(to = host): string {
  return `token=${new URL(to.url).searchParams.get('token')}`;
}

function clientOf(socket: WebSocket): EngineClient {
  return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
}

describe('the socket of a browser host', () => {
  it('carries calls and streams', async () => {
    const client = clientOf(await openSocket());
    expect(await client.host.info({})).toEqual(STUB_HOST_INFO);
    expect((await (await client.home.watch({})).next()).value).toEqual(stubHome(1));
  });

  it('opens for the page itself', async () => {
    const origin = `http://127.0.0.1:${host.port}`;
    expect(await open({ headers: { origin } })).toBeInstanceOf(WebSocket);
  });

  it.each([
    'https://evil.example',
    'http://evil.example',
    'http://localhost:1',
    'null',
    'https://127.0.0.1',
    '',
  ])('does not open for a page of another origin: %s', async (origin) => {
    expect(await open({ headers: { origin } })).toBe(403);
  });

  it('does not open under another host name', async () => {
    expect(await open({ headers: { host: 'evil.example', origin: 'http://evil.example' } })).toBe(403);
  });

  it.each(['/socket', '/socket?token=wrong', '/socket?token='])(
    'does not open without the token: %s',
    async (path) => {
      expect(await open({ path })).toBe(401);
    },
  );

  it('opens at no other path', async () => {
    expect(await open({ path: `/other?${tokenQuery()}` })).toBe(404);
  });

  it('closes on a message that is larger than anything a person writes', async () => {
    const socket = await openSocket();
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    socket.send('x'.repeat(5_000_000));
    expect(await closed).toBe(1009);
  });

  it('ends its streams in the engine when it is cut', async () => {
    const socket = await openSocket();
    await (await clientOf(socket).home.watch({})).next();
    const before = endedStreams;
    socket.terminate();
    await waitUntil(() => endedStreams === before + 1);
  });

  it('stays usable after bytes that are no message', async () => {
    const socket = await openSocket();
    socket.send('nonsense');
    socket.send(Buffer.from([0, 255, 1]));
    expect((await clientOf(socket).host.info({})).version).toBe('1.2.3');
  });
});

describe('the heartbeat', () => {
  const heartbeatMilliseconds = 1_000;

  it('reaches the client as a message that its transport passes over', async () => {
    const beating = await startWebHost({ engine, pageDirectory, log, heartbeatMilliseconds });
    const socket = await openSocket({ to: beating, path: `/socket?${tokenQuery(beating)}` });
    const client = clientOf(socket);
    let beats = 0;
    socket.on('message', () => {
      beats += 1;
    });
    await waitUntil(() => beats > 1);
    expect((await client.host.info({})).version).toBe('1.2.3');
    await beating.close();
  });

  it('keeps a client whose answer waits to be read because the host itself stood still', async () => {
    const beating = await startWebHost({ engine, pageDirectory, log, heartbeatMilliseconds });
    const living = await openSocket({ to: beating, path: `/socket?${tokenQuery(beating)}` });
    let beats = 0;
    living.on('message', () => {
      beats += 1;
      if (beats === 1) {
        // The pong to the ping of this beat is on its way; the host reads it only after its next beat was due.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1.5 * heartbeatMilliseconds);
      }
    });
    await waitUntil(() => beats > 3 || living.readyState === WebSocket.CLOSED);
    expect(living.readyState).toBe(WebSocket.OPEN);
    await beating.close();
  });

  it('cuts off a client that no longer answers', async () => {
    const beating = await startWebHost({ engine, pageDirectory, log, heartbeatMilliseconds });
    const path = `/socket?${tokenQuery(beating)}`;
    const silent = await openSocket({ to: beating, path, autoPong: false });
    const living = await openSocket({ to: beating, path });
    await waitUntil(() => silent.readyState === WebSocket.CLOSED);
    expect(living.readyState).toBe(WebSocket.OPEN);
    await beating.close();
  });
});

describe('closing a browser host', () => {
  it('says goodbye to its clients, ends their streams and frees the port', async () => {
    const closing = await startWebHost({ engine, pageDirectory, log });
    const socket = await openSocket({ to: closing, path: `/socket?${tokenQuery(closing)}` });
    await (await clientOf(socket).home.watch({})).next();
    const before = endedStreams;
    const code = new Promise<number>((resolve) => socket.on('close', resolve));
    await closing.close();
    expect(await code).toBe(1001);
    await waitUntil(() => endedStreams === before + 1);
    const again = await startWebHost({ engine, pageDirectory, log, port: closing.port });
    expect(again.port).toBe(closing.port);
    await again.close();
  });
});

describe('a read-only browser host', () => {
  it('refuses to stop a run', async () => {
    const readOnly = await startWebHost({
      engine,
      pageDirectory,
      log,
      readOnly: { roots: [], home: '/people/ada' },
    });
    const client = clientOf(await openSocket({ to: readOnly, path: `/socket?${tokenQuery(readOnly)}` }));
    await expect(client.run.stop({ key: 'a', now: true })).rejects.toMatchObject({
      data: { code: 'read-only-host' },
    });
    expect((await client.host.info({})).version).toBe('1.2.3');
    await readOnly.close();
  });
});
