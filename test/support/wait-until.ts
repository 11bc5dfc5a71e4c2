import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until `condition` gives something truthy and answers with it; throws after a generous limit. For conditions,
 * never for measuring time.
 */
export async function waitUntil<Value>(
  condition: () => Value | Promise<Value>,
  limitMilliseconds = 60_000,
): Promise<Exclude<Value, null | undefined | false>> {
  const end = performance.now() + limitMilliseconds;
  while (true) {
    const value = await condition();
    if (value) {
      return value as Exclude<Value, null | undefined | false>;
    }
    if (performance.now() > end) {
      throw new Error(`The condition did not come true within ${limitMilliseconds} ms: ${condition}`);
    }
    await sleep(10);
  }
}
