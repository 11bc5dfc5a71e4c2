import type { Launch } from '#core/contract/run/run-view.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { winningLoss } from '#core/contract/run/trial.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import { deriveState } from '#core/readers/run-state.ts';
import { isoTime } from '#core/state/iso-time.ts';
import type { Ledger } from '#core/state/ledger/ledger.ts';
import type { Stop } from '#core/state/root/control.ts';
import type { Submission } from '#core/state/root/submissions.ts';
import { staleReservations, staleTrials } from '#core/state/workers/liveness.ts';
import { type LifeSpan, livingSeconds } from '#core/state/workers/living-time.ts';
import type { WorkersSeen } from '#core/state/workers/worker-sight.ts';
import { lifeSpans, mayLive, type WorkerView, workerStatuses } from '#core/state/workers/worker-view.ts';
import type { WorkerEnd } from '#core/state/workers/workers.ts';
import type { RecordView } from '../record-view.ts';
import { stateMessage } from './state-message.ts';
import { stoppingOf, stopsInForce } from './stops-in-force.ts';
import { submissionStatuses, unansweredMessage, waitingMessage } from './submission-view.ts';

/** Everything that the status of a run of ours is derived from. */
export type StatusSources = {
  readonly root: string;
  readonly record: RecordView;
  readonly ledger: Ledger;
  readonly seen: WorkersSeen;
  readonly stops: readonly Stop[];
  readonly submissions: readonly Submission[];
  readonly problems: readonly Problem[];
  /** Milliseconds since the epoch; ends the life of those who live. */
  readonly now: number;
};

/** Everything that is said of a run at one moment: state, counts, best, budgets, workers, what is wrong. */
export function runStatus(sources: StatusSources): RunStatus {
  const { root, record, ledger, seen, problems } = sources;
  const counts = countsOf(sources);
  const budget = budgetOf(sources);
  const stops = stopsInForce(sources.stops, seen.workers);
  const lastEnd = lastEndOf(seen.workers);
  const exhausted = exhaustedEnd(seen.workers);
  const derived = deriveState({
    counts,
    budget,
    anyWorkerAlive: seen.workers.some(mayLive),
    exhausted: counts.pending === 0 && exhausted !== null,
    haltedByError: stops.some(({ kind }) => kind === 'error'),
  });
  const cost_unit = record.settings?.incumbent.cost_unit ?? null;
  const hadWorkers = seen.workers.length > 0;
  const last = lastLaunch(record.launches, lifeSpans(seen.workers, sources.now));
  const sight = { workers: seen.workers, stops: sources.stops, now: sources.now };
  const submissions = submissionStatuses(sources.submissions, sight);
  return {
    schema: 1,
    root,
    layout: 'incumbent',
    ...derived,
    optimizer: record.optimizer === null ? null : { name: record.optimizer.name },
    counts,
    best: bestOf(ledger),
    budget,
    workers: [...workerStatuses(seen.workers, ledger.inState('evaluating'))],
    ...(submissions.length === 0 ? {} : { submissions: [...submissions] }),
    problems: [...problems],
    run_id: record.run_id,
    created_at: record.created_at,
    last_change_at: lastChange(sources),
    message:
      waitingMessage(derived.state, submissions) ??
      unansweredMessage(derived.state, sources.submissions, sight) ??
      stateMessage({
        ...derived,
        counts,
        budget,
        cost_unit,
        stops,
        lastEnd: derived.finished_because === 'exhausted' ? exhausted : lastEnd,
        hadWorkers,
        requeue: record.settings?.incumbent.requeue ?? 'automatic',
      }),
    cost_unit,
    stopping: stoppingOf(seen.workers.filter(mayLive), sources.stops),
    last_workers: last.workers,
    last_env: { ...last.env },
  };
}

function countsOf({ ledger, seen }: StatusSources): RunStatus['counts'] {
  const counts = ledger.counts();
  const stale = staleTrials(ledger, seen.liveness).length;
  return { ...counts, evaluating: counts.evaluating - stale, stale };
}

function budgetOf({ ledger, seen, record, now }: StatusSources): RunStatus['budget'] {
  const { settings } = record;
  const { completed, committed } = ledger.evaluations;
  return {
    evaluations: {
      completed,
      committed: committed - staleReservations(ledger, seen.liveness).length,
      total: settings?.max_evaluations_total ?? null,
    },
    cost: {
      spent: ledger.cost(settings?.cost_value_on_error ?? null),
      total: settings?.max_cost_total ?? null,
    },
    duration: {
      spent: livingSeconds(lifeSpans(seen.workers, now)),
      total: settings?.incumbent.max_duration ?? null,
    },
  };
}

function bestOf(ledger: Ledger): RunStatus['best'] {
  const trial = ledger.best;
  const loss = trial === null ? null : winningLoss(trial);
  return trial === null || loss === null
    ? null
    : { trial: trial.trial, loss, config: trial.config, ended_at: trial.ended_at };
}

/** Why the worker that was there last left; null where it died without a word. */
function lastEndOf(workers: readonly WorkerView[]): WorkerEnd | null {
  let last: { readonly at: number; readonly end: WorkerEnd | null } | null = null;
  for (const { end, lastSign } of workers) {
    const at = end === null ? lastSign : Date.parse(end.ended_at);
    if (last === null || at >= last.at) {
      last = { at, end };
    }
  }
  return last?.end ?? null;
}

/** An optimizer that has no more to ask will never have. */
function exhaustedEnd(workers: readonly WorkerView[]): WorkerEnd | null {
  return workers.find(({ end }) => end?.reason === 'exhausted')?.end ?? null;
}

function lastChange({ ledger, record, stops, submissions, seen }: StatusSources): string | null {
  const times = [
    record.created_at,
    isoTime(ledger.lastChange),
    ...record.launches.map(({ at }) => at),
    ...stops.map(({ at }) => at),
    ...submissions.map(({ at }) => at),
    ...seen.workers.flatMap(({ registration, end }) => [registration.registered_at, end?.ended_at ?? null]),
  ];
  return times.reduce(
    (latest, time) => (time !== null && (latest === null || time > latest) ? time : latest),
    null,
  );
}

/** How a run was worked on last: what the next start of workers proposes. */
type LastLaunch = {
  /** Null where nobody was ever asked for. */
  readonly workers: number | null;
  readonly env: Readonly<Record<string, string>>;
};

/**
 * The last launch that found nobody at work, with those that were added to it since and worked beside its own; the
 * variables are those of its own workers.
 *
 * @param lives - of all workers of the run
 */
export function lastLaunch(launches: readonly Launch[], lives: readonly LifeSpan[]): LastLaunch {
  let workers = 0;
  let first: Launch | null = null;
  for (const launch of launches.toReversed()) {
    if (launch.workers === 0) {
      continue;
    }
    workers += launch.workers;
    first = launch;
    const at = Date.parse(launch.at);
    if (!lives.some(({ from, to }) => from < at && at < to)) {
      break;
    }
  }
  return first === null
    ? { workers: null, env: {} }
    : {
        workers: Math.min(workers, mostAtOnce(lives, Date.parse(first.at)) || workers),
        env: first.env ?? {},
      };
}

/** How many lived together at most, of those that came since then: one that replaced a dead one is no further one. */
function mostAtOnce(lives: readonly LifeSpan[], since: number): number {
  const recent = lives.filter(({ from }) => from >= since);
  return Math.max(
    0,
    ...recent.map(({ from: at }) => recent.filter(({ from, to }) => from <= at && at < to).length),
  );
}
