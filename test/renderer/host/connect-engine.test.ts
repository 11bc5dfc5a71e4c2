import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { IncumbentError } from '#core/contract/errors.ts';
import type { Engine } from '#core/engine.ts';
import { startWebHost, type WebHost } from '#main/web/server.ts';
import { launchBrowser, openPage, type WatchedPage } from '#test/support/chromium.ts';
import { freePort } from '#test/support/free-port.ts';
import { buildHostPage, probeOf } from '#test/support/host-page.ts';
import { recordingLog } from '#test/support/recording-log.ts';
import { STUB_HOST_INFO, stubEngine, stubHome } from '#test/support/stub-engine.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const { log } = recordingLog();
let browser: Browser;
let pageDirectory: string;
const hosts: WebHost[] = [];
const pages: WatchedPage[] = [];

beforeAll(async () => {
  [browser, pageDirectory] = await Promise.all([launchBrowser(), buildHostPage()]);
});
afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.close()));
  await Promise.all(hosts.splice(0).map((host) => host.close()));
});
afterAll(async () => {
  await browser.close();
  rmSync(pageDirectory, { recursive: true });
});

async function start(engine: Engine, port = 0): Promise<WebHost> {
  const host = await startWebHost({ engine, pageDirectory, log, port });
  hosts.push(host);
  return host;
}

async function open(host: WebHost) {
  const watched = await openPage(browser);
  pages.push(watched);
  await watched.page.goto(host.url);
  return { ...watched, probe: await probeOf(watched.page) };
}

/** An engine whose list of runs counts on from the last event seen, one event for each call of `next`. */
function countingEngine() {
  const asked: (string | undefined)[] = [];
  let wake = () => {};
  const engine = stubEngine({
    host: { info: async () => STUB_HOST_INFO },
    home: {
      async *watch(_input, { signal, lastEventId }) {
        asked.push(lastEventId);
        for (let seq = Number(lastEventId ?? 0) + 1; !signal?.aborted; seq += 1) {
          yield stubHome(seq);
          await new Promise<void>((resolve) => {
            wake = resolve;
            signal?.addEventListener('abort', () => resolve());
          });
        }
      },
    },
  });
  return { engine, asked, next: () => wake() };
}

describe('the page in the browser host', () => {
  it('reaches the engine after the redirect, without the token in its address', async () => {
    const host = await start(countingEngine().engine);
    const { page, probe, problems } = await open(host);
    expect(page.url()).toBe(`http://127.0.0.1:${host.port}/`);
    const info = await probe.evaluate(({ connection }) => connection.client.host.info({}));
    expect(info).toEqual(STUB_HOST_INFO);
    expect(await probe.evaluate(({ connection }) => [connection.host, connection.desktop])).toEqual([
      'browser',
      null,
    ]);
    expect(await probe.evaluate(({ states }) => states)).toEqual(['connecting', 'open']);
    expect(problems).toEqual([]);
  });

  it('may insert styles with the nonce, and nothing else', async () => {
    const { page, probe, problems } = await open(await start(countingEngine().engine));
    const colours = await probe.evaluate(({ styleNonce }) => {
      const insert = (nonce: string, rule: string) => {
        const style = document.createElement('style');
        style.nonce = nonce;
        style.textContent = rule;
        document.head.append(style);
      };
      insert(styleNonce(), 'h1 { color: rgb(1, 2, 3) }');
      insert('', 'h1 { background-color: rgb(4, 5, 6) }');
      const heading = getComputedStyle(document.querySelector('h1') ?? document.body);
      return [heading.color, heading.backgroundColor];
    });
    expect(colours).toEqual(['rgb(1, 2, 3)', 'rgba(0, 0, 0, 0)']);
    expect(problems.splice(0)).toEqual([expect.stringMatching(/^error: Applying inline style violates/)]);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.intruder = true';
      document.head.append(script);
    });
    expect(await page.evaluate(() => 'intruder' in window)).toBe(false);
    expect(problems.splice(0)).toEqual([expect.stringMatching(/^error: Executing inline script violates/)]);
  });

  it('shows a refusal with its code', async () => {
    const engine = stubEngine({
      run: {
        stop: async () => {
          throw new IncumbentError('root-not-a-run', 'That is no run.', { root: '/x' });
        },
      },
    });
    const { probe } = await open(await start(engine));
    const refusal = await probe.evaluate(({ connection, refusalOf }) =>
      connection.client.run.stop({ key: 'x', now: false }).then(
        () => null,
        (thrown: unknown) => refusalOf(thrown),
      ),
    );
    expect(refusal).toEqual({ code: 'root-not-a-run', message: 'That is no run.', details: { root: '/x' } });
  });
});

describe('a stream of the page', () => {
  it('goes on where it was after the host was away', async () => {
    const { engine, asked, next } = countingEngine();
    const host = await start(engine, await freePort());
    const { probe } = await open(host);
    const home = await probe.evaluateHandle(({ followHome }) => followHome());
    const seqs = () => home.evaluate(({ seqs: seen }) => seen);
    const seen = async (count: number) => waitUntil(async () => (await seqs()).length === count);
    await seen(1);
    next();
    await seen(2);

    // A host that comes back with the same port has a new token: its page is locked out until its address is opened.
    await host.close();
    await waitUntil(() => probe.evaluate(({ connection }) => connection.state() === 'lost'));
    const again = await start(engine, host.port);
    await waitUntil(() => probe.evaluate(({ connection }) => connection.state() === 'locked-out'));
    const { page: other } = await openInSameBrowser(again);
    await waitUntil(() => probe.evaluate(({ connection }) => connection.state() === 'open'));
    await seen(3);
    await other.close();
    expect(await seqs()).toEqual([1, 2, 3]);
    expect(asked).toEqual([undefined, '2']);
    expect(await probe.evaluate(({ states }) => states)).toEqual([
      'connecting',
      'open',
      'lost',
      'locked-out',
      'open',
    ]);
  });

  it('ends in the engine when the page stops following', async () => {
    let ended = false;
    const engine = stubEngine({
      home: {
        async *watch(_input, { signal }) {
          yield stubHome(1);
          await new Promise((resolve) => signal?.addEventListener('abort', resolve));
          ended = true;
        },
      },
    });
    const { probe } = await open(await start(engine));
    const home = await probe.evaluateHandle(({ followHome }) => followHome());
    await waitUntil(async () => (await home.evaluate(({ seqs }) => seqs.length)) === 1);
    await home.evaluate(({ stop }) => stop());
    await waitUntil(() => ended);
  });

  it('hands over the refusal that ends it and does not try again', async () => {
    let calls = 0;
    const engine = stubEngine({
      home: {
        async *watch() {
          calls += 1;
          yield stubHome(1);
          throw new IncumbentError('not-found', 'It is gone.');
        },
      },
    });
    const { probe } = await open(await start(engine));
    const home = await probe.evaluateHandle(({ followHome }) => followHome());
    await waitUntil(async () => (await home.evaluate(({ refusals }) => refusals.length)) === 1);
    expect(await home.evaluate(({ refusals }) => refusals[0]?.code)).toBe('not-found');
    expect(calls).toBe(1);
  });

  it('tells a call whose wire broke from a refusal', async () => {
    const host = await start(
      stubEngine({
        host: { info: () => new Promise((resolve) => setTimeout(resolve, 60_000, STUB_HOST_INFO).unref()) },
      }),
    );
    const { probe } = await open(host);
    const outcome = await probe.evaluateHandle(({ connection, refusalOf }) => {
      const codes: string[] = [];
      connection.client.host.info({}).catch((thrown: unknown) => codes.push(refusalOf(thrown).code));
      return codes;
    });
    await waitUntil(() => probe.evaluate(({ connection }) => connection.state() === 'open'));
    await host.close();
    await waitUntil(() => outcome.evaluate((codes) => codes.length === 1));
    expect(await outcome.jsonValue()).toEqual(['disconnected']);
  });
});

/** Opens the host's address beside the last page, with the same cookies, as a person would in another tab. */
async function openInSameBrowser(host: WebHost) {
  const context = pages.at(-1)?.page.context();
  if (!context) {
    throw new Error('No page is open.');
  }
  const page = await context.newPage();
  await page.goto(host.url);
  return { page };
}
