import { readConfiguration } from '#core/config/run/read-configuration.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { Config } from '#core/contract/value.ts';
import { aliveWorkers } from '#core/launch/workers/alive-workers.ts';
import type { Clock } from '#core/platform/clock.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { readRunRecord } from '#core/state/root/run-record.ts';
import type { WorkerSession } from '#core/state/session/worker-session.ts';
import { requireOwnRun } from '../runs/require-own-run.ts';
import { withSession } from './with-session.ts';

export type EnqueueWish = {
  readonly root: string;
  /** `NAME=VALUE`s, as `readConfiguration` has them. */
  readonly values: readonly string[];
  readonly clock: Clock;
};

export type Enqueued = {
  readonly root: string;
  readonly trial: string;
  readonly config: Config;
  /** How many workers live, as far as known: without one the trial waits for a resume. */
  readonly alive: number;
  /** False where the budget of evaluations has no room for it: it waits for a larger one. */
  readonly hasRoom: boolean;
};

/** Numbers whose directory is somebody else's are passed over; so many of them are no accident. */
const MOST_NUMBERS = 100;

/**
 * A trial with a configuration of one's own, which is evaluated before the optimizer is asked again. It belongs to no
 * rung of a bracket.
 *
 * @throws IncumbentError `config-invalid` with every finding; details: `problems`, each with its parameter as `path`
 */
export async function enqueueTrial({ root: path, values, clock }: EnqueueWish): Promise<Enqueued> {
  const root = await requireOwnRun(path);
  const { space } = await readRunRecord(root);
  const { config, problems } = readConfiguration(space, values);
  if (config === null) {
    const message = problems.map((problem) => problem.message).join('\n');
    throw new IncumbentError('config-invalid', message, { problems });
  }
  const name = fidelityOf(space)?.name;
  const fidelity = name === undefined ? null : Number(config[name]);
  let [trial, hasRoom] = ['', true];
  await withSession(root, { clock, because: 'enqueued a configuration' }, async (session) => {
    trial = await pendingTrial(session, { config, fidelity });
    hasRoom = roomFor(session);
  });
  return { root, trial, config, hasRoom, alive: (await aliveWorkers(root, clock)).length };
}

type Wanted = { readonly config: Config; readonly fidelity: number | null };

async function pendingTrial(session: WorkerSession, { config, fidelity }: Wanted): Promise<string> {
  for (let tries = 0; tries < MOST_NUMBERS; tries += 1) {
    const { reservations } = await session.step({ decide: () => ({ reserve: 1 }) });
    const [reservation] = reservations;
    const decision = { kind: 'sample', config, bracket: null, rung: null, fidelity } as const;
    const trial = reservation === undefined ? null : await session.enqueue(reservation, decision);
    if (trial !== null) {
      return trial;
    }
  }
  throw new IncumbentError('internal', 'No trial number was free for the configuration');
}

function roomFor({ ledger, record }: WorkerSession): boolean {
  const total = record.settings.max_evaluations_total;
  const { completed } = ledger.evaluations;
  const { length: evaluating } = ledger.inState('evaluating');
  return total === null || completed + evaluating + ledger.inState('pending').length <= total;
}
