import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { limitReached, within } from '#core/pipeline/processes/process-exit.ts';

const LIMIT_MS = 20;

/** Waits for an answer that is there at once, in a process that then stands still until long after the limit. */
async function waitAsleep<T>(wait: (answer: Promise<string>) => Promise<T>): Promise<T> {
  const { port1, port2 } = new MessageChannel();
  const waited = wait(new Promise((resolve) => port1.once('message', resolve)));
  port2.postMessage('in time');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10 * LIMIT_MS);
  return await waited.finally(() => port1.close());
}

test('what came in time counts, though it is read only after the limit', async () => {
  expect(await waitAsleep((answer) => within(LIMIT_MS, answer))).toBe('in time');
  const limited = (answer: Promise<string>) => Promise.race([answer, limitReached(LIMIT_MS / 1000).reached]);
  expect(await waitAsleep(limited)).toBe('in time');
});

test('what does not come is waited for no longer than the limit', async () => {
  const never = new Promise<string>(() => undefined);
  expect(await within(LIMIT_MS, never)).toBeNull();
  expect(await Promise.race([never, limitReached(LIMIT_MS / 1000).reached])).toBe('timeout');
});
