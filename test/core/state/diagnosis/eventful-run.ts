import type { Claim, EvaluationReport } from '#core/state/session/step.ts';
import { openSession, type WorkerSession } from '#core/state/session/worker-session.ts';
import { sampleOf, temporaryRun } from '../run-fixture.ts';

/** A run with sessions that are closed with it. */
export async function runUnderTest() {
  const run = await temporaryRun();
  const sessions: WorkerSession[] = [];
  return {
    root: run.root,
    open: async (worker: string): Promise<WorkerSession> => {
      const session = await openSession(run.root, worker);
      sessions.push(session);
      return session;
    },
    remove: () => {
      for (const session of sessions) {
        session.close();
      }
      run.remove();
    },
  };
}

export async function begin(session: WorkerSession, rate = 0.5): Promise<Claim> {
  const [reservation] = (await session.step({ decide: () => ({ reserve: 1 }) })).reservations;
  const claim = reservation === undefined ? null : await session.begin(reservation, sampleOf(rate));
  if (claim === null) {
    throw new Error('no claim');
  }
  return claim;
}

export const success = (loss: number): EvaluationReport => ({
  kind: 'success',
  loss,
  cost: 1.5,
  learning_curve: [1, loss],
  extra: { deep: [1, 'no'] },
});

export async function report(session: WorkerSession, claim: Claim, what: EvaluationReport): Promise<void> {
  await session.step({ reports: [{ claim, report: what, ended: claim.started + 1000, seconds: 0.5 }] });
}
