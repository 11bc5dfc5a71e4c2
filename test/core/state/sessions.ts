import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { parse } from 'yaml';
import { installWriteHook } from '#core/platform/write-port.ts';
import type {
  Claim,
  EvaluationReport,
  FinishedEvaluation,
  StepOutcome,
  StepPlan,
} from '#core/state/session/step.ts';
import { openSession, type WorkerSession } from '#core/state/session/worker-session.ts';
import { sampleOf, temporaryRun } from './run-fixture.ts';

/** A run for each test of the file, with the sessions on it, which are closed afterwards. */
export function sessionsOfThisFile() {
  let run: Awaited<ReturnType<typeof temporaryRun>>;
  const sessions: WorkerSession[] = [];
  beforeEach(async () => {
    run = await temporaryRun();
  });
  afterEach(() => {
    installWriteHook(null);
    for (const session of sessions.splice(0)) {
      session.close();
    }
    run.remove();
  });
  const inTrial = (trial: string, file: string) => join(run.root, 'results', `config_${trial}`, file);
  return {
    root: () => run.root,
    /** Those that are closed after the test. */
    sessions,
    async open(worker: string): Promise<WorkerSession> {
      const session = await openSession(run.root, worker);
      sessions.push(session);
      return session;
    },
    inTrial,
    yaml: (trial: string, file: string) => parse(readFileSync(inTrial(trial, file), 'utf8')),
  };
}

export function success(loss: number, rest: Partial<Extract<EvaluationReport, { kind: 'success' }>> = {}) {
  return { kind: 'success', loss, cost: null, learning_curve: null, extra: null, ...rest } as const;
}

export function finished(claim: Claim, report: EvaluationReport): FinishedEvaluation {
  return { claim, report, ended: claim.started + 1500, seconds: 1.5 };
}

export function plan(session: WorkerSession, wanted: StepPlan): Promise<StepOutcome> {
  return session.step({ decide: () => wanted });
}

/** Reserves a number and begins a trial with it. */
export async function begin(session: WorkerSession, rate = 0.5): Promise<Claim> {
  const { reservations } = await plan(session, { reserve: 1 });
  const [reservation] = reservations;
  const claim = reservation === undefined ? null : await session.begin(reservation, sampleOf(rate));
  if (claim === null) {
    throw new Error('no claim');
  }
  return claim;
}
