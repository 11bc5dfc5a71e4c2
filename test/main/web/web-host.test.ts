import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWebHost, type WebHost } from '#main/web/server.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { recordingLog } from '#test/support/recording-log.ts';
import { stubEngine } from '#test/support/stub-engine.ts';
import { rawRequest } from './raw-request.ts';

const SECRET = join(tmpdir(), `incumbent-test-secret-${process.pid}.txt`);
const { log } = recordingLog();
let host: WebHost;
let pageDirectory: string;
let cookie: string;

beforeAll(async () => {
  writeFileSync(SECRET, 'secret');
  pageDirectory = folderWith({
    'index.html': '<!doctype html><html><head><title>t</title></head><body></body></html>',
    'assets/app-1a2b3c.js': 'export const a = 1;',
    'assets/app-1a2b3c.css': 'body{}',
    'assets/font-1a2b3c.woff2': 'x',
    'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '.hidden.txt': 'hidden',
    'notes.sh': 'echo',
  });
  mkdirSync(join(pageDirectory, 'folder'));
  symlinkSync(SECRET, join(pageDirectory, 'link.txt'));
  host = await startWebHost({ engine: stubEngine(), pageDirectory, log });
  const entered = await rawRequest(host.port, { path: `/?token=${token()}` });
  cookie = entered.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
});

afterAll(async () => {
  await host.close();
  rmSync(pageDirectory, { recursive: true });
  rmSync(SECRET);
});

function token(): string {
  return new URL(host.url).searchParams.get('token') ?? '';
}

/** A request of a browser that was let in. */
function inside(path: string, headers: Record<string, string> = {}) {
  return rawRequest(host.port, { path, headers: { cookie, ...headers } });
}

/** What the host answers to these very bytes, until it closes the connection. */
function rawBytes(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(host.port, '127.0.0.1', () => socket.end(bytes));
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      answer += text;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

describe('the address of a browser host', () => {
  it('is on the loopback and carries a token of 32 random bytes', async () => {
    expect(host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
    const other = await startWebHost({ engine: stubEngine(), pageDirectory, log });
    expect(new URL(other.url).searchParams.get('token')).not.toBe(token());
    await other.close();
  });

  it('sets a cookie that scripts and other sites cannot use, and leads to the page without the token', async () => {
    const answer = await rawRequest(host.port, { path: `/?token=${token()}` });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(answer.headers['cache-control']).toBe('no-store');
    const [setCookie = ''] = answer.headers['set-cookie'] ?? [];
    expect(setCookie).toMatch(/^incumbent-[0-9a-f]{12}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await inside('/')).status).toBe(200);
  });
});

describe('a browser without the token', () => {
  it.each([
    ['no token at all', '/', {}],
    ['an empty token', '/?token=', {}],
    ['a wrong token', '/?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', {}],
    ['a wrong cookie', '/', { cookie: 'incumbent-000000000000=x; other=y' }],
    ['no token, asking for a file', '/assets/app-1a2b3c.js', {}],
    ['no token, asking for the socket', '/socket', {}],
  ])('is told in words how to get in: %s', async (_what, path, headers) => {
    const answer = await rawRequest(host.port, { path, headers });
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.body).toContain('Open that whole address');
    expect(answer.body).not.toContain(token());
  });

  it('is told when its token is of another host', async () => {
    const answer = await rawRequest(host.port, { path: '/?token=abc' });
    expect(answer.body).toContain('not the one of the host that is running now');
  });
});

describe('a request under another name', () => {
  it.each([
    'evil.example',
    `evil.example:1`,
    '127.0.0.1.evil.example',
    '192.168.0.1',
    'a b',
    '?',
    'x;y@localhost',
    'localhost/x',
  ])('is refused even with the cookie: Host %s', async (name) => {
    const answer = await inside('/', { host: name });
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('<title>t</title>');
  });

  it('is refused without any name', async () => {
    const answer = await rawBytes(
      `GET / HTTP/1.1\r\nHost:\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });

  it.each(['localhost', 'localhost:8080', '127.0.0.1:9', '[::1]:80'])(
    'is served where the name is this machine, through whatever port: Host %s',
    async (name) => {
      expect((await inside('/', { host: name })).status).toBe(200);
    },
  );
});

describe('the page', () => {
  it('has a strict policy with a nonce of its own for each load', async () => {
    const [first, second] = [await inside('/'), await inside('/')];
    const policy = String(first.headers['content-security-policy']);
    const nonce = /<meta name="csp-nonce" content="([\w-]{22})" \/>/.exec(first.body)?.[1];
    expect(nonce).toBeDefined();
    expect(second.body).not.toContain(nonce);
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        `default-src 'none'`,
        `script-src 'self'`,
        `style-src 'self' 'nonce-${nonce}'`,
        `connect-src 'self' ws://127.0.0.1:${host.port}`,
        `frame-ancestors 'none'`,
        `base-uri 'none'`,
        `form-action 'none'`,
      ]),
    );
    expect(policy).not.toContain('unsafe');
    expect(first.headers['cache-control']).toBe('no-store');
  });

  it.each(['/', '/assets/app-1a2b3c.js', '/nothing', '/?token=wrong'])(
    'comes with headers that keep browsers from guessing, framing and telling: %s',
    async (path) => {
      const { headers } = await inside(path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['content-security-policy']).toContain(`default-src 'none'`);
    },
  );

  it.each([
    ['/assets/app-1a2b3c.js', 'text/javascript; charset=utf-8', 'private, max-age=31536000, immutable'],
    ['/assets/app-1a2b3c.css', 'text/css; charset=utf-8', 'private, max-age=31536000, immutable'],
    ['/assets/font-1a2b3c.woff2', 'font/woff2', 'private, max-age=31536000, immutable'],
    ['/icon.svg', 'image/svg+xml; charset=utf-8', 'no-cache'],
  ])('serves %s as %s', async (path, type, caching) => {
    const answer = await inside(path);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.headers['cache-control']).toBe(caching);
  });

  it('answers HEAD without a body', async () => {
    const answer = await rawRequest(host.port, { method: 'HEAD', headers: { cookie } });
    expect([answer.status, answer.body]).toEqual([200, '']);
  });

  it('says what to do where it is not built', async () => {
    const empty = folderWith({});
    const unbuilt = await startWebHost({ engine: stubEngine(), pageDirectory: empty, log });
    const entered = await rawRequest(unbuilt.port, { path: `/${new URL(unbuilt.url).search}` });
    const own = entered.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const answer = await rawRequest(unbuilt.port, { headers: { cookie: own } });
    expect([answer.status, answer.body]).toEqual([404, expect.stringContaining('npm run build')]);
    await unbuilt.close();
    rmSync(empty, { recursive: true });
  });
});

describe('files outside the page', () => {
  it.each([
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
    '/assets%2f..%2f..%2fpackage.json',
    '/..\\package.json',
    '/%5c..%5cpackage.json',
    '//etc/passwd',
    '/etc/passwd',
    `/${encodeURIComponent(SECRET)}`,
    '/link.txt',
    '/.hidden.txt',
    '/notes.sh',
    '/folder',
    '/folder/',
    '/index.html%00.js',
    '/%',
    '/%ff',
  ])('are not served: %s', async (path) => {
    const answer = await inside(path);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('secret');
  });
});

describe('other requests', () => {
  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('are refused: %s', async (method) => {
    const answer = await rawRequest(host.port, { method, headers: { cookie } });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('lose their connection when they carry a body', async () => {
    const answer = await rawRequest(host.port, {
      method: 'POST',
      headers: { cookie, 'content-length': '100000' },
      body: 'x'.repeat(100_000),
    });
    expect([answer.status, answer.headers.connection]).toEqual([405, 'close']);
  });

  it('with headers beyond measure are refused', async () => {
    const answer = await inside('/', { 'x-long': 'x'.repeat(100_000) });
    expect(answer.status).toBe(431);
  });

  it('in bytes that are no HTTP do not disturb the host', async () => {
    await rawBytes('\0\0\0 nonsense\r\n\r\n');
    expect((await inside('/')).status).toBe(200);
  });

  it('to the address of the socket are told to upgrade', async () => {
    expect((await inside('/socket')).status).toBe(426);
  });
});

describe('a port that is taken', () => {
  it('is named together with the way out', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    await expect(startWebHost({ engine: stubEngine(), pageDirectory, log, port })).rejects.toMatchObject({
      name: 'IncumbentError',
      code: 'port-in-use',
      message: expect.stringMatching(new RegExp(`^Port ${port} on 127.0.0.1 is already in use.*--port`)),
      details: { host: '127.0.0.1', port },
    });
    await new Promise((resolve) => taken.close(resolve));
  });

  it('is told from an address that this machine does not have', async () => {
    await expect(
      startWebHost({ engine: stubEngine(), pageDirectory, log, host: '203.0.113.7' }),
    ).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining('203.0.113.7') });
  });
});
