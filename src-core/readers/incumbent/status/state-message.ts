import { formatNumber } from '#core/analysis/words/format.ts';
import { formatDuration } from '#core/analysis/words/format-duration.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { Stop } from '#core/state/root/control.ts';
import type { WorkerEnd } from '#core/state/workers/workers.ts';

export type MessageEvidence = Pick<
  RunStatus,
  'state' | 'finished_because' | 'counts' | 'budget' | 'cost_unit'
> & {
  /** Stops after which nobody resumed, oldest first. */
  readonly stops: readonly Stop[];
  /** Why the worker that left last did so (or found nothing more to ask); null where it died without a word. */
  readonly lastEnd: WorkerEnd | null;
  /** True where a worker was ever there. */
  readonly hadWorkers: boolean;
  /** `incumbent.requeue`: what becomes of trials whose worker died. */
  readonly requeue: 'automatic' | 'ask';
};

/** One sentence on why the run stands where it stands; null while it runs. */
export function stateMessage(evidence: MessageEvidence): string | null {
  switch (evidence.state) {
    case 'running':
    case 'unknown':
      return null;
    case 'empty':
      return `Empty: no evaluation was started${tail(evidence)}`;
    case 'stalled':
      return stalledMessage(evidence.counts.stale, evidence.requeue);
    case 'failed':
      return failedMessage(evidence.stops);
    case 'stopped':
      return stoppedMessage(evidence);
    case 'finished':
      return `Finished: ${finishedBecause(evidence)}`;
  }
}

function tail({ stops, lastEnd }: MessageEvidence): string {
  const stop = stops.at(-1);
  const because = stop === undefined ? lastEnd?.because : stopInWords(stop);
  return because === undefined ? '' : `; ${because}`;
}

function stalledMessage(stale: number, requeue: 'automatic' | 'ask'): string {
  const [what, them] =
    stale === 1
      ? ['one trial was left by a worker that died', 'it']
      : [`${stale} trials were left by workers that died`, 'them'];
  const how = requeue === 'ask' ? 'resume with --set incumbent.requeue=automatic' : 'resume';
  return `Stalled: ${what}; ${how} to evaluate ${them} again`;
}

function failedMessage(stops: readonly Stop[]): string {
  const stop = stops.findLast(({ kind }) => kind === 'error');
  const where = stop?.trial == null ? '' : ` in trial ${stop.trial}`;
  return `Failed: halted on an error${where}${stop?.message == null ? '' : `: ${stop.message}`}`;
}

/** Ends that finish a run: one that is not finished now got room, or trials, after them. */
const FINISHING: ReadonlySet<WorkerEnd['reason']> = new Set(['evaluations', 'cost', 'duration', 'exhausted']);

function stoppedMessage({ stops, lastEnd, hadWorkers, counts }: MessageEvidence): string {
  const stop = stops.at(-1);
  if (stop !== undefined) {
    const words = stopInWords(stop);
    return stop.kind === 'error' ? `Stopped: ${words}` : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  }
  if (lastEnd !== null && FINISHING.has(lastEnd.reason)) {
    const { pending } = counts;
    const what = pending === 1 ? '1 trial is queued' : `${pending} trials are queued`;
    return `Stopped: ${pending === 0 ? 'the budget has room again' : what}; resume to go on`;
  }
  const because =
    lastEnd?.because ?? (hadWorkers ? 'the last worker ended without a word' : 'no worker is there');
  return because.startsWith('stopped ') ? `S${because.slice(1)}` : `Stopped: ${because}`;
}

/** What was asked for and by whom. */
export function stopInWords(stop: Stop): string {
  const how = {
    finish: 'stopped from',
    now: 'stopped at once from',
    error: 'halted on an error by',
  }[stop.kind];
  return `${how} ${stop.by}${stop.message === null ? '' : ` (${stop.message})`}`;
}

function finishedBecause({ finished_because, budget, cost_unit, lastEnd }: MessageEvidence): string {
  const { evaluations, cost, duration } = budget;
  switch (finished_because) {
    case 'evaluations':
      return `${evaluations.completed} of ${evaluations.total} evaluations are completed (max_evaluations_total)`;
    case 'cost': {
      const unit = cost_unit === null ? '' : ` ${cost_unit}`;
      return `a cost of ${formatNumber(cost.spent)} of ${formatNumber(cost.total ?? 0)}${unit} is spent (max_cost_total)`;
    }
    case 'duration':
      return `${formatDuration(duration.spent)} of ${formatDuration(duration.total ?? 0)} are spent (max_duration)`;
    case 'exhausted':
    case null:
      return lastEnd?.because ?? 'the optimizer has no more to ask';
  }
}
