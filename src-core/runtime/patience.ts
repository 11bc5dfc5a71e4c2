import { setTimeout as sleep } from 'node:timers/promises';
import { type ErrorCode, IncumbentError } from '#core/contract/errors.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Logger } from '#core/platform/log.ts';

/** Faults that a person may mend while a worker waits. */
const MENDABLE: readonly ErrorCode[] = [
  'disk-full',
  'read-only-disk',
  'permission-denied',
  'lock-timeout',
  'io',
];

const RETRY_MS = 1000;

export type Patience = {
  readonly clock: Clock;
  readonly log: Logger;
  /** How long it is worth waiting; 0 where nothing would be lost. */
  readonly seconds: number;
  /** True ends the waiting. */
  readonly isHurried: () => boolean;
};

/** Repeats what must not be lost until it works, the patience ends, or the fault is one that waiting does not mend. */
export async function patiently<T>(
  { clock, log, seconds, isHurried }: Patience,
  act: () => Promise<T>,
): Promise<T> {
  const until = clock.monotonic() + seconds;
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await act();
    } catch (thrown) {
      const isMendable = thrown instanceof IncumbentError && MENDABLE.includes(thrown.code);
      if (!isMendable || isHurried() || clock.monotonic() >= until) {
        throw thrown;
      }
      if (isFirst) {
        log.error(`${thrown.message}. Tries again for ${seconds} s, so that no result is lost`);
      }
      await sleep(RETRY_MS);
    }
  }
}
