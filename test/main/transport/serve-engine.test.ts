import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, getEventMeta, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { engineContract } from '#core/contract/api/api.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { Engine } from '#core/engine.ts';
import { coverPaths, type ReadOnly, refuseAllButViews } from '#main/transport/read-only.ts';
import { serveEngine } from '#main/transport/serve-engine.ts';
import { recordingLog } from '#test/support/recording-log.ts';
import { STUB_HOST_INFO, stubEngine, stubHome, stubHomeRun } from '#test/support/stub-engine.ts';
import { waitUntil } from '#test/support/wait-until.ts';

type Client = ContractRouterClient<typeof engineContract>;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) {
    close();
  }
});

/** A client and an engine with a real message channel between them. */
function connected(engine: Engine, readOnly: ReadOnly | null = null) {
  const { port1, port2 } = new MessageChannel();
  const { log, lines } = recordingLog();
  serveEngine({ engine, readOnly, log }).connect({
    send: async (message) => port1.postMessage(message),
    onMessage: (listener) => port1.on('message', listener),
    onClose: (listener) => port1.on('close', listener),
  });
  const client: Client = createORPCClient(new RPCLink({ port: port2 as unknown as MessagePort }));
  port1.start();
  port2.start();
  closing.push(() => port1.close());
  return { client, lines, port: port2, cut: () => port2.close() };
}

async function refused(call: Promise<unknown>): Promise<ORPCError<string, Record<string, unknown>>> {
  const thrown = await call.then(
    () => new Error('The call was not refused.'),
    (error: unknown) => error,
  );
  if (!(thrown instanceof ORPCError)) {
    throw thrown;
  }
  return thrown;
}

describe('an engine on a wire', () => {
  it('has loaded what its first answer needs before anybody asks', async () => {
    const forms = Object.getOwnPropertyDescriptor(globalThis, 'FormData') ?? {};
    let isLoaded = false;
    const get = () => {
      isLoaded = true;
      return FormDataOfNode;
    };
    const FormDataOfNode = FormData;
    Object.defineProperty(globalThis, 'FormData', { configurable: true, get });
    try {
      serveEngine({ engine: stubEngine(), readOnly: null, log: recordingLog().log });
      expect(isLoaded).toBe(false);
      await waitUntil(() => isLoaded);
    } finally {
      Object.defineProperty(globalThis, 'FormData', forms);
    }
  });

  it('answers a call with the value that the engine gives', async () => {
    const { client } = connected(stubEngine({ host: { info: async () => STUB_HOST_INFO } }));
    expect(await client.host.info({})).toEqual(STUB_HOST_INFO);
  });

  it('has a handler for every procedure of the contract', async () => {
    const { client } = connected(stubEngine());
    const calls = Object.entries(engineContract).flatMap(([group, procedures]) =>
      Object.keys(procedures).map((name) => ({ group, name })),
    );
    for (const { group, name } of calls) {
      const procedure = (
        client as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>
      )[group]?.[name];
      // Without its fields an input is refused by its schema, or reaches the engine: never "no such procedure".
      const error = await refused(Promise.resolve(procedure?.({})));
      expect(error.code, `${group}.${name}`).toBe('REFUSED');
    }
    expect(calls.length).toBeGreaterThan(15);
  });

  it('carries a refusal of the engine with code, message and details', async () => {
    const { client, lines } = connected(
      stubEngine({
        run: {
          stop: async () => {
            throw new IncumbentError('read-only-disk', 'The disk is read-only.', { root: '/runs/a' });
          },
        },
      }),
    );
    const error = await refused(client.run.stop({ key: 'a', now: false }));
    expect(error.defined).toBe(true);
    expect(error.message).toBe('The disk is read-only.');
    expect(error.data).toEqual({
      code: 'read-only-disk',
      message: 'The disk is read-only.',
      details: { root: '/runs/a' },
    });
    expect(lines).toEqual([]);
  });

  it('turns an unexpected fault into a sentence and logs it with its stack', async () => {
    const { client, lines } = connected(
      stubEngine({
        host: {
          info: async () => {
            throw new TypeError('x is undefined');
          },
        },
      }),
    );
    const error = await refused(client.host.info({}));
    expect(error.data).toMatchObject({ code: 'internal' });
    expect(error.message).toBe(
      "The engine failed at `host.info`: x is undefined. The host's log has the details.",
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^error: host\.info failed: TypeError: x is undefined\n +at /);
  });

  it('refuses an input that does not fit the contract before it reaches the engine', async () => {
    const { client } = connected(stubEngine());
    const error = await refused(client.run.stop({ key: 'a', now: 'yes' as unknown as boolean }));
    expect(error.data).toMatchObject({ code: 'usage', details: { procedure: 'run.stop' } });
    expect(error.message).toContain('`now`: Invalid input: expected boolean, received string');
  });

  it('does not let an output pass that does not fit the contract', async () => {
    const { client, lines } = connected(
      stubEngine({ host: { info: async () => ({ ...STUB_HOST_INFO, cpus: 1.5 }) } }),
    );
    const error = await refused(client.host.info({}));
    expect(error.data).toMatchObject({ code: 'internal' });
    expect(lines[0]).toContain('Output validation failed');
  });

  it('ignores bytes that are no message and stays usable', async () => {
    const { client, port, lines } = connected(stubEngine({ host: { info: async () => STUB_HOST_INFO } }));
    port.postMessage('{"i":');
    port.postMessage('null');
    expect((await client.host.info({})).version).toBe('1.2.3');
    expect(lines.filter((line) => line.startsWith('debug: A call ended early'))).toHaveLength(2);
  });
});

describe('a live stream', () => {
  it('gives every event its seq as id and hands the last id to the engine on reconnection', async () => {
    const asked: (string | undefined)[] = [];
    const engine = stubEngine({
      home: {
        async *watch(_input, { lastEventId }) {
          asked.push(lastEventId);
          const from = Number(lastEventId ?? 0);
          yield stubHome(from + 1);
          yield stubHome(from + 2);
        },
      },
    });
    const { client } = connected(engine);
    const ids: (string | undefined)[] = [];
    for await (const event of await client.home.watch({})) {
      ids.push(getEventMeta(event)?.id);
    }
    for await (const event of await client.home.watch({}, { lastEventId: '2' })) {
      ids.push(getEventMeta(event)?.id);
    }
    expect(ids).toEqual(['1', '2', '3', '4']);
    expect(asked).toEqual([undefined, '2']);
  });

  it.each(['breaks out of its loop', 'aborts its signal', 'is cut off'])(
    'ends in the engine when the client %s',
    async (how) => {
      let ended = false;
      const engine = stubEngine({
        home: {
          async *watch(_input, { signal }) {
            try {
              yield stubHome(1);
              await new Promise((resolve) => signal?.addEventListener('abort', resolve));
            } finally {
              ended = true;
            }
          },
        },
      });
      const { client, cut, lines } = connected(engine);
      const leaving = new AbortController();
      const stream = await client.home.watch({}, { signal: leaving.signal });
      await stream.next();
      if (how === 'breaks out of its loop') {
        await stream.return();
      } else if (how === 'aborts its signal') {
        leaving.abort();
      } else {
        cut();
      }
      await waitUntil(() => ended);
      expect(lines.filter((line) => line.startsWith('error'))).toEqual([]);
    },
  );

  it('reports a refusal that comes in its middle', async () => {
    const engine = stubEngine({
      home: {
        async *watch() {
          yield stubHome(1);
          throw new IncumbentError('root-replaced', 'The directory was replaced.', {});
        },
      },
    });
    const { client } = connected(engine);
    const stream = await client.home.watch({});
    expect((await stream.next()).value).toMatchObject({ seq: 1 });
    const error = await refused(stream.next());
    expect(error.data).toMatchObject({ code: 'root-replaced' });
  });

  it('checks every event against the contract', async () => {
    const engine = stubEngine({
      home: {
        async *watch() {
          yield { ...stubHome(1), seq: 0.5 };
        },
      },
    });
    const { client, lines } = connected(engine);
    const error = await refused((await client.home.watch({})).next());
    expect(error.data).toMatchObject({ code: 'internal' });
    expect(lines.some((line) => line.startsWith('error: home.watch failed'))).toBe(true);
  });
});

describe('a read-only host', () => {
  const readOnly = { roots: ['/data/team/resnet'], home: '/people/ada' };

  it('refuses every procedure of the contract but the views', async () => {
    const { client } = connected(stubEngine(), readOnly);
    const named = Object.entries(engineContract).flatMap(([group, procedures]) =>
      Object.keys(procedures).map((name) => [group, name] as const),
    );
    const answered: string[] = [];
    for (const [group, name] of named) {
      const groups = client as unknown as Record<
        string,
        Record<string, (input: unknown) => Promise<unknown>>
      >;
      const { data } = await refused(Promise.resolve(groups[group]?.[name]?.({})));
      if (data.code !== 'read-only-host') {
        answered.push(`${group}.${name}`);
      }
    }
    expect(answered).toEqual([
      'host.info',
      'home.watch',
      'run.watch',
      'run.configuration',
      'run.export',
      'run.trialLog',
      'run.scalars',
      'run.workerLog',
      'run.heartbeats',
      'run.analysis',
      'run.doctor',
      'compare.watch',
    ]);
  });

  it('refuses names that only objects have', () => {
    for (const path of [['constructor', 'name'], ['run', 'toString'], ['__proto__', 'watch'], []]) {
      expect(() => refuseAllButViews(path), path.join('.')).toThrow(/read-only/);
    }
  });

  it('shows runs without the folders above them', async () => {
    const run = stubHomeRun('a', { root: '/data/team/resnet', unreadable_because: 'see /people/ada/x' });
    const { client } = connected(
      stubEngine({
        home: {
          async *watch() {
            yield { ...stubHome(1), runs: [run] };
          },
        },
      }),
      readOnly,
    );
    const { value } = await (await client.home.watch({})).next();
    expect(value).toMatchObject({ runs: [{ root: '…/resnet', unreadable_because: 'see ~/x' }] });
    expect(getEventMeta(value ?? {})?.id).toBe('1');
  });

  it('covers the paths of what it refuses', async () => {
    const { client } = connected(
      stubEngine({
        run: {
          doctor: async () => {
            throw new IncumbentError('root-not-a-run', 'No run in /data/team/resnet.', {
              root: '/data/team/resnet',
            });
          },
        },
      }),
      readOnly,
    );
    const { message, data } = await refused(client.run.doctor({ key: 'a' }));
    expect([message, data.details]).toEqual(['No run in …/resnet.', { root: '…/resnet' }]);
  });
});

describe('covered paths', () => {
  const cover = coverPaths({ roots: ['/data/run', '/data/team/resnet'], home: '/people/ada' });

  it('stands for the whole name of a folder, wherever it is in a text', () => {
    expect(cover('File "/data/team/train.py", line 3, in /data/team')).toBe(
      'File "…/train.py", line 3, in …',
    );
    expect(cover('/data/other /mnt/data/x /data-2/x /people/ada.')).toBe('…/other /mnt/data/x /data-2/x ~.');
  });

  it('leaves the value as it is if nothing in it is covered', () => {
    const value = { config: { lr: 0.1 }, list: ['a/b'], none: null };
    expect(cover(value)).toBe(value);
  });

  it('leaves a piece of a log as it was written, so that its length stays true', () => {
    const piece = { text: '/data/run/train.py', offset: 0, size: 18 };
    expect(cover(piece)).toBe(piece);
  });
});
