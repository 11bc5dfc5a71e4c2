import { messageOf } from '#core/contract/errors.ts';
import type { Holding, LoopPorts } from './loop-ports.ts';
import { reportFinished } from './loop-step.ts';

/** Whatever ended the loop: results in hand are reported, claims without one handed back. */
export async function endInOrder(ports: LoopPorts, holding: Holding): Promise<void> {
  await reportRest(ports, holding);
  await handBackAll(ports);
}

/** After a fault: a result must not be lost because something else went wrong. */
async function reportRest(ports: LoopPorts, holding: Holding): Promise<void> {
  try {
    await reportFinished(ports, holding);
  } catch (thrown) {
    const trials = holding.reports.map(({ claim }) => claim.trial).join(', ');
    ports.log.error(`the result of trial ${trials} could not be written: ${messageOf(thrown)}`);
  }
}

/** Claims in hand, and those of a step that failed half-way: whatever the ledger gives this worker. */
async function handBackAll({ session, stops, log }: LoopPorts): Promise<void> {
  const own = session.ledger.inState('evaluating').filter(({ worker }) => worker === session.worker);
  for (const claim of [...own]) {
    try {
      await session.handBack(claim, stops.order?.because ?? 'its worker left');
      log.info(`handed trial ${claim.trial} back to the queue`);
    } catch (thrown) {
      log.error(`could not hand trial ${claim.trial} back: ${messageOf(thrown)}`);
    }
  }
}
