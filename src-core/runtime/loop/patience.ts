import { setTimeout as sleep } from 'node:timers/promises';
import { type ErrorCode, IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Logger } from '#core/platform/log.ts';

/** How long a worker holds on to what others must know and it can not write, and how long it bears faults without that. */
export const REPORT_PATIENCE_SECONDS = 60;
export const PATIENCE_SECONDS = 5;

/** Faults that a person may mend while a worker waits. */
const MENDABLE: readonly ErrorCode[] = [
  'disk-full',
  'read-only-disk',
  'permission-denied',
  'lock-timeout',
  'io',
];

const RETRY_MS = 1000;

/** Room comes when somebody makes it, however late they see that it is needed; what a worker has cost more than the wait. */
function lacksRoom(thrown: unknown): boolean {
  return thrown instanceof IncumbentError && thrown.code === 'disk-full';
}

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
  /** False where a full disk is waited for no longer than `seconds`: for what can be written again later. */
  readonly waitsForRoom?: boolean;
};

/**
 * Repeats what must not be lost until it works, the patience ends, or the fault is one that waiting does not mend. Room on
 * a full disk is waited for without an end, unless `waitsForRoom` is false.
 */
export async function patiently<T>(patience: Patience, act: () => Promise<T>): Promise<T> {
  const wait = createWait(patience);
  for (;;) {
    try {
      const done = await act();
      wait.isOver();
      return done;
    } catch (thrown) {
      if (patience.isHurried() || !wait.isWorthIt(thrown)) {
        throw thrown;
      }
      await sleep(RETRY_MS);
    }
  }
}

/** What faults that follow each other mean for the waiting; what is waited for is told where it changes. */
function createWait({ clock, log, seconds, waitsForRoom = true }: Patience) {
  /** Counted from the first fault: what is done may have taken long before it came to that. */
  let until: number | null = null;
  let told = '';
  return {
    isWorthIt(fault: unknown): boolean {
      const now = clock.monotonic();
      until = waitsForRoom && lacksRoom(fault) ? null : (until ?? now + seconds);
      if (!isMendable(fault) || (until !== null && now >= until)) {
        return false;
      }
      const plan =
        until === null ? 'Waits until there is room, and keeps what it has' : `Tries again for ${seconds} s`;
      if (plan !== told) {
        log.error(`${messageOf(fault)}. ${plan}`);
        told = plan;
      }
      return true;
    },
    isOver(): void {
      if (told !== '') {
        log.info('it could be done after all: goes on');
      }
    },
  };
}
