import type { Ask, AskDecision } from '#core/optimizers/optimizer.ts';
import { createRng } from '#core/space/rng.ts';
import type { Ledger } from '#core/state/ledger/ledger.ts';
import type { Claim, Reservation } from '#core/state/session/step.ts';
import type { WorkerSession } from '#core/state/session/worker-session.ts';

/** What came of a reserved number. */
export type Thought =
  | { readonly kind: 'claim'; readonly claim: Claim }
  /** A promotion that somebody else made meanwhile: the number is used up. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'done'; readonly because: string };

/** Asks the optimizer with the random numbers of this trial number, so that two workers never think the same. */
function decide(ask: Ask, session: WorkerSession, { number }: Reservation): AskDecision {
  const { ledger, record } = session;
  const { settings } = record;
  return ask({
    trials: ledger,
    budget: {
      evaluations: { ...ledger.evaluations, total: settings.max_evaluations_total },
      cost: { spent: ledger.cost(settings.cost_value_on_error), total: settings.max_cost_total },
    },
    rng: createRng(settings.seed ?? 0, number),
    number,
    reserved: otherNumbers(ledger, number),
    onError: { loss: settings.loss_value_on_error, cost: settings.cost_value_on_error },
  });
}

/** A number that a broken lock gave twice counts once. */
function otherNumbers(ledger: Ledger, number: number): readonly number[] {
  const numbers = new Set([...ledger.reservations.values()].map((reservation) => reservation.number));
  return [...numbers].filter((other) => other !== number).sort((a, b) => a - b);
}

/** The number is given back where the optimizer fails. */
async function decideOrRelease(
  ask: Ask,
  session: WorkerSession,
  reservation: Reservation,
): Promise<AskDecision> {
  try {
    return decide(ask, session, reservation);
  } catch (thrown) {
    await session.release(reservation, 'the optimizer failed');
    throw thrown;
  }
}

/** Turns a reservation into a trial, outside of the lock; a number that is not needed is given back. */
export async function think(ask: Ask, session: WorkerSession, reservation: Reservation): Promise<Thought> {
  const decision = await decideOrRelease(ask, session, reservation);
  if (decision.kind === 'wait' || decision.kind === 'done') {
    await session.release(
      reservation,
      decision.kind === 'wait' ? 'the optimizer waits' : 'nothing left to ask',
    );
    return decision;
  }
  const claim = await session.begin(reservation, decision);
  return claim === null ? { kind: 'lost' } : { kind: 'claim', claim };
}
