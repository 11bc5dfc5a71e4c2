import { MessageChannel } from 'node:worker_threads';
import { type ClientLink, createORPCClient, getEventMeta } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { afterEach, describe, expect, it } from 'vitest';
import type { RunFacts, RunUpdate } from '#core/contract/run/run-view.ts';
import { isListPiece } from '#core/contract/updates.ts';
import type { Engine } from '#core/engine.ts';
import { serveEngine } from '#main/transport/serve-engine.ts';
import type { EngineClient } from '#renderer/host/engine-client.ts';
import { joiningPieces } from '#renderer/host/join-pieces.ts';
import { trial } from '#test/core/analysis/trials.ts';
import { recordingLog } from '#test/support/recording-log.ts';
import { STUB_HOST_INFO, stubEngine, stubStatus } from '#test/support/stub-engine.ts';
import { waitUntil } from '#test/support/wait-until.ts';

type Link = ClientLink<Record<never, never>>;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) {
    close();
  }
});

/** A client of an engine behind a real message channel, and the messages that went over it. */
function connected(engine: Engine, linked: (link: Link) => Link) {
  const { port1, port2 } = new MessageChannel();
  const messages: string[] = [];
  serveEngine({ engine, readOnly: null, log: recordingLog().log }).connect({
    send: async (message) => {
      messages.push(String(message));
      port1.postMessage(message);
    },
    onMessage: (listener) => port1.on('message', listener),
    onClose: (listener) => port1.on('close', listener),
  });
  const link = new RPCLink({ port: port2 as unknown as MessagePort });
  const client: EngineClient = createORPCClient(linked(link));
  port1.start();
  port2.start();
  closing.push(() => port1.close());
  return { client, messages };
}

const FACTS: RunFacts = {
  key: 'a',
  name: 'a',
  root: '/runs/a',
  space_inferred: true,
  space: null,
  optimizer: null,
  settings: null,
  read_only_because: null,
};

function snapshot(seq: number, trials: number, curve = 0): RunUpdate {
  return {
    kind: 'snapshot',
    seq,
    facts: FACTS,
    status: stubStatus(),
    events: [],
    trials: Array.from({ length: trials }, (_, index) =>
      trial(String(index + 1), {
        config: { x: index / trials, kind: 'a "quoted" – word' },
        loss: index === 0 ? 'NaN' : index,
        learning_curve: curve === 0 ? null : Array.from({ length: curve }, (_, at) => at / 2),
      }),
    ),
  };
}

function engineOf(updates: readonly RunUpdate[], ended = () => {}): Engine {
  return stubEngine({
    run: {
      async *watch(_input, { signal }) {
        try {
          yield* updates;
          await new Promise((resolve) => signal?.addEventListener('abort', resolve));
        } finally {
          ended();
        }
      },
    },
  });
}

describe('a list of many trials', () => {
  it('crosses the wire in messages of some hundred kilobytes, of which the last has the id', async () => {
    const { client, messages } = connected(engineOf([snapshot(7, 5000)]), (link) => link);
    const stream = await client.run.watch({ key: 'a' });
    const events: unknown[] = [];
    do {
      events.push((await stream.next()).value);
    } while (isListPiece(events.at(-1)));
    expect(events.length).toBeGreaterThan(3);
    expect(events.map((event) => getEventMeta(event)?.id).filter(Boolean)).toEqual(['7']);
    expect(getEventMeta(events.at(-1))?.id).toBe('7');
    expect(Math.max(...messages.map(({ length }) => length))).toBeLessThan(1_000_000);
  });

  it('counts the values of learning curves, too', async () => {
    const { client, messages } = connected(engineOf([snapshot(7, 100, 5000)]), (link) => link);
    const stream = await client.run.watch({ key: 'a' });
    while (isListPiece((await stream.next()).value)) {
      // On to the last.
    }
    expect(Math.max(...messages.map(({ length }) => length))).toBeLessThan(1_000_000);
  });

  it('leaves room for other answers between its messages', async () => {
    const engine = stubEngine({
      host: { info: async () => STUB_HOST_INFO },
      run: {
        async *watch() {
          yield snapshot(7, 50_000);
        },
      },
    });
    const { client, messages } = connected(engine, (link) => link);
    const stream = await client.run.watch({ key: 'a' });
    await stream.next();
    await client.host.info({});
    while (isListPiece((await stream.next()).value)) {
      // On to the last.
    }
    const answered = messages.findIndex((message) => message.includes(STUB_HOST_INFO.machine));
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThan(messages.findIndex((message) => message.includes('"snapshot"')));
  });

  it('is whole again for the page, in its order, every value as it was', async () => {
    const sent = snapshot(7, 5000);
    const { client } = connected(engineOf([sent]), joiningPieces);
    const { value } = await (await client.run.watch({ key: 'a' })).next();
    expect(value).toEqual(sent);
    expect(getEventMeta(value)?.id).toBe('7');
  });

  it('leaves the events after it as they are', async () => {
    const after = { ...snapshot(8, 2), kind: 'delta' as const, facts: null, deleted: ['3'] };
    const { client } = connected(engineOf([snapshot(7, 5000), after]), joiningPieces);
    const stream = await client.run.watch({ key: 'a' });
    await stream.next();
    expect((await stream.next()).value).toEqual(after);
  });

  it('ends in the engine when the page has enough of it', async () => {
    let ended = false;
    const { client } = connected(
      engineOf([snapshot(7, 5000)], () => {
        ended = true;
      }),
      joiningPieces,
    );
    for await (const { seq } of await client.run.watch({ key: 'a' })) {
      expect(seq).toBe(7);
      break;
    }
    await waitUntil(() => ended);
  });
});
