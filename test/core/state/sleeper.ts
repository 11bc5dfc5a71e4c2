/**
 * A worker that falls asleep (SIGSTOP) while it holds the lock and goes on when it is woken, for tests of a lock that
 * others broke meanwhile. Sends what its step came to.
 */
import { systemClock } from '#core/platform/clock.ts';
import { openSession } from '#core/state/session/worker-session.ts';
import { sampleOf } from './run-fixture.ts';

const [root = '', when = ''] = process.argv.slice(2);
let armed = false;

function sleepOnce(): void {
  if (armed) {
    armed = false;
    process.kill(process.pid, 'SIGSTOP');
  }
}

/** A journal asks for the time just before it writes. */
const clock = {
  ...systemClock,
  now: () => {
    if (when === 'before-report') {
      sleepOnce();
    }
    return new Date();
  },
};

const session = await openSession(root, 'sleeper', { clock });
const { reservations } = await session.step({ decide: () => ({ reserve: 1 }) });
const [reservation] = reservations;
const claim = reservation === undefined ? null : await session.begin(reservation, sampleOf(0.5));
const report = { kind: 'success', loss: 0.9, cost: null, learning_curve: null, extra: null } as const;
const reports =
  claim === null || when !== 'before-report' ? [] : [{ claim, report, ended: Date.now(), seconds: 1 }];
armed = true;
process.send?.({ kind: 'ready' });
const outcome = await session.step({
  reports,
  decide: (ledger) => {
    if (when === 'before-claim') {
      sleepOnce();
      return { take: ['1'], reserve: 1 };
    }
    return { take: ledger.inState('pending').map(({ trial }) => trial) };
  },
});
process.send?.({ kind: 'outcome', outcome });
process.disconnect();
