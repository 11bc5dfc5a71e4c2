import type { Finding } from '#core/contract/run/diagnosis.ts';
import type { RunLayout } from '../layout.ts';
import { isDead, readLockOwner } from '../lock/run-lock.ts';
import { below, byMending, finding } from './finding.ts';
import { isThere } from './leftovers.ts';

/** A lock that its holder did not leave. A held lock of somebody who lives is no finding: steps are short. */
export function lockFindings(layout: RunLayout): readonly Finding[] {
  if (!isThere(layout.lock)) {
    return [];
  }
  const owner = readLockOwner(layout);
  const isDouble = isThere(layout.freeLock);
  if (!(isDouble || isDead(owner))) {
    return [];
  }
  const who =
    owner === null ? 'a holder that left no name' : `${owner.holder} (process ${owner.pid} on ${owner.host})`;
  return [
    finding({
      code: 'lock-left',
      severity: isDouble ? 'note' : 'warning',
      message: isDouble
        ? 'The run has one lock; a second one came about while it was broken'
        : `The lock is held by ${who}, which is dead`,
      evidence: [
        isDouble
          ? 'both .incumbent/lock and .incumbent/lock.free are there'
          : 'its process is gone from this machine',
      ],
      path: below(layout, layout.lock),
      ...byMending('takes it over, as the next worker does by itself'),
    }),
  ];
}
