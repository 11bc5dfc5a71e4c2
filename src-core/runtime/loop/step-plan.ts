import type { Trial } from '#core/contract/run/trial.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import type { Ledger } from '#core/state/ledger/ledger.ts';
import type { StepPlan } from '#core/state/session/step.ts';
import { type Liveness, staleReservations, staleTrials } from '#core/state/workers/liveness.ts';
import {
  type BudgetUse,
  budgetsOf,
  budgetVerdict,
  type ReachedBudget,
  reachedBudget,
  reachedInWords,
} from './budget-verdict.ts';

/** What a worker knows beside the ledger when it plans a step. */
export type PlanContext = {
  /** It holds nothing while it plans: what the ledger still gives it is left of a step that failed half-way. */
  readonly worker: string;
  readonly settings: RunSettings;
  /** `max_evaluations_per_run` for this worker alone; null leaves the run's. */
  readonly ownLimit: number | null;
  /** Evaluations that this worker has ended, the reports of this step included. */
  readonly byThisWorker: number;
  /** Seconds during which at least one worker lived. */
  readonly duration: number;
  readonly liveness: Liveness;
  /** What the optimizer said when it had no more to ask; null while it has. */
  readonly exhausted: string | null;
  /** How often the optimizer has said that it waits since anything changed; 0 where it may be asked. */
  readonly waits: number;
};

/** Why nothing more is to be begun by this worker. */
export type PlannedEnd = {
  readonly reason: ReachedBudget | 'exhausted' | 'stopped';
  readonly because: string;
};

export type PlannedStep = {
  readonly plan: StepPlan;
  /** `act`: the step has something to do or may bring work. `wait`: all that is left is under way elsewhere. */
  readonly verdict:
    | { readonly kind: 'act' }
    | { readonly kind: 'wait' }
    | ({ readonly kind: 'end' } & PlannedEnd);
};

type Recovery = {
  readonly requeue: NonNullable<StepPlan['requeue']>;
  readonly crash: NonNullable<StepPlan['crash']>;
  readonly release: NonNullable<StepPlan['release']>;
  /** Trials of dead workers that are left for a person. */
  readonly left: number;
};

/** What dead workers left behind, and what becomes of it. */
function recovery(ledger: Ledger, context: PlanContext): Recovery {
  const { requeue, max_requeues } = context.settings.incumbent;
  const release = releases(ledger, context);
  const lost = staleTrials(ledger, context.liveness);
  if (requeue === 'ask') {
    return { requeue: [], crash: [], release, left: lost.length };
  }
  const isHopeless = ({ trial }: Trial) => ledger.requeues(trial) >= max_requeues;
  return {
    requeue: lost
      .filter((trial) => !isHopeless(trial))
      .map(({ trial, worker }) => ({ trial, because: `worker ${worker} died`, counts: true })),
    crash: lost.filter(isHopeless).map(({ trial, worker }) => ({
      trial,
      message: `Its worker died ${max_requeues + 1} times during the evaluation, the last was ${worker} (max_requeues: ${max_requeues})`,
    })),
    release,
    left: 0,
  };
}

/** They have not been evaluated yet, so the attempt goes on. */
function ownAttempts(ledger: Ledger, worker: string): readonly string[] {
  const own = ledger.inState('evaluating').filter((trial) => trial.worker === worker);
  return own.map(({ trial }) => trial);
}

function releases(ledger: Ledger, { worker: own, liveness }: PlanContext): Recovery['release'] {
  const left = [...ledger.reservations.values()].filter(({ worker }) => worker === own);
  return [
    ...left.map(({ number, worker }) => ({ number, worker, because: 'left of a step that failed' })),
    ...staleReservations(ledger, liveness).map(({ number, worker }) => ({
      number,
      worker,
      because: `worker ${worker} died`,
    })),
  ];
}

/** An optimizer that waits while nothing is under way is asked so often before it is taken at its word. */
const WAITS_WITH_NOTHING_UNDER_WAY = 2;

function isIdle(plan: StepPlan): boolean {
  const lists = [plan.take, plan.requeue, plan.crash, plan.release];
  return (plan.reserve ?? 0) === 0 && lists.every((list) => (list ?? []).length === 0);
}

/**
 * Decides one step of a worker from the ledger as it stands under the lock: what dead workers left is put back; what
 * a failed step left with this worker goes on; otherwise pending trials are taken, oldest first, then new numbers
 * reserved, all within the budgets. Pure.
 */
export function planStep(ledger: Ledger, context: PlanContext): PlannedStep {
  const { left, ...mending } = recovery(ledger, context);
  const requeued = mending.requeue.map(({ trial }) => trial);
  const waiting = [...ledger.inState('pending').map(({ trial }) => trial), ...requeued];
  const evaluating = ledger.inState('evaluating').length - requeued.length - mending.crash.length;
  const budgets = budgetsOf(context.settings, context.ownLimit);
  const use = {
    ...spent(ledger, context),
    completed: ledger.evaluations.completed + mending.crash.length,
    evaluating,
    pending: waiting.length,
    reserved: ledger.reservations.size - mending.release.length,
  };
  const verdict = budgetVerdict(budgets, use);
  if (verdict.kind === 'end') {
    return { plan: mending, verdict: { kind: 'end', ...endOf(verdict.reached, use, context) } };
  }
  const resume = ownAttempts(ledger, context.worker);
  if (resume.length > 0) {
    return { plan: { ...mending, resume }, verdict: { kind: 'act' } };
  }
  const allowed = verdict.kind === 'go' ? verdict : { pending: 0, fresh: 0 };
  const plan = {
    ...mending,
    take: waiting.slice(0, allowed.pending),
    reserve: mayReserve(context, evaluating - left + use.reserved) ? allowed.fresh : 0,
  };
  if (!isIdle(plan)) {
    return { plan, verdict: { kind: 'act' } };
  }
  return { plan, verdict: waitOrEnd({ underWay: evaluating - left + use.reserved, left, context }) };
}

/** One that waits is asked again when something has changed, or where nothing is under way that could change anything. */
function mayReserve({ exhausted, waits }: PlanContext, underWay: number): boolean {
  const isWorthAsking = waits === 0 || (underWay === 0 && waits < WAITS_WITH_NOTHING_UNDER_WAY);
  return exhausted === null && isWorthAsking;
}

/**
 * Why the claims that a worker still holds are not to be begun: a budget that was used up since they were taken. Null
 * while there is none.
 */
export function usedUpMeanwhile(ledger: Ledger, context: SpentContext): PlannedEnd | null {
  const use = spent(ledger, context);
  const reached = reachedBudget(budgetsOf(context.settings, context.ownLimit), use);
  return reached === null ? null : endOf(reached, use, context);
}

/** What {@link usedUpMeanwhile} is told beside the ledger. */
type SpentContext = Pick<PlanContext, 'settings' | 'ownLimit' | 'byThisWorker' | 'duration'>;
type Spent = Pick<BudgetUse, 'completed' | 'cost' | 'duration' | 'byThisWorker'>;

function spent(ledger: Ledger, { settings, duration, byThisWorker }: SpentContext): Spent {
  const cost = ledger.cost(settings.cost_value_on_error);
  return { completed: ledger.evaluations.completed, cost, duration, byThisWorker };
}

function endOf(reached: ReachedBudget, use: Spent, { settings, ownLimit }: SpentContext): PlannedEnd {
  return { reason: reached, because: reachedInWords(reached, budgetsOf(settings, ownLimit), use) };
}

type Rest = { readonly underWay: number; readonly left: number; readonly context: PlanContext };

/** Nothing can be begun now: worth waiting for while someone who lives may change that. */
function waitOrEnd({ underWay, left, context }: Rest): PlannedStep['verdict'] {
  if (underWay > 0) {
    return { kind: 'wait' };
  }
  if (left > 0) {
    const what = left === 1 ? 'a trial of a dead worker waits' : `${left} trials of dead workers wait`;
    const because = `${what} for a decision (requeue: ask); resume with --set incumbent.requeue=automatic to evaluate again`;
    return { kind: 'end', reason: 'stopped', because };
  }
  if (context.exhausted !== null) {
    return { kind: 'end', reason: 'exhausted', because: context.exhausted };
  }
  if (context.waits >= WAITS_WITH_NOTHING_UNDER_WAY) {
    const because = 'the optimizer waits for results although nothing is under way: it has no more to ask';
    return { kind: 'end', reason: 'exhausted', because };
  }
  return { kind: 'wait' };
}
