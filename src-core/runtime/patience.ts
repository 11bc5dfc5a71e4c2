import { setTimeout as sleep } from 'node:timers/promises';
import { type ErrorCode, IncumbentError, messageOf } from '#core/contract/errors.ts';
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

/** A root that is gone may be a disk that is away for a moment; whoever waits for it is told when it is not. */
function isMendable(thrown: unknown): boolean {
  return (
    thrown instanceof IncumbentError &&
    (MENDABLE.includes(thrown.code) || (thrown.code === 'root-replaced' && thrown.details.gone === true))
  );
}

export type Patience = {
  readonly clock: Clock;
  readonly log: Logger;
  readonly seconds: number;
  /** True ends the waiting. */
  readonly isHurried: () => boolean;
};

/** Repeats what must not be lost until it works, the patience ends, or the fault is one that waiting does not mend. */
export async function patiently<T>(
  { clock, log, seconds, isHurried }: Patience,
  act: () => Promise<T>,
): Promise<T> {
  /** Counted from the first fault: what is done may have taken long before it came to that. */
  let until: number | null = null;
  for (;;) {
    try {
      return await act();
    } catch (thrown) {
      const now = clock.monotonic();
      const isFirst = until === null;
      until ??= now + seconds;
      if (!isMendable(thrown) || isHurried() || now >= until) {
        throw thrown;
      }
      if (isFirst) {
        log.error(`${messageOf(thrown)}. Tries again for ${seconds} s`);
      }
      await sleep(RETRY_MS);
    }
  }
}
