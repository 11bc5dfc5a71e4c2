import type { Launch, RunEvent } from '#core/contract/run/run-view.ts';
import { isoTime } from '#core/state/iso-time.ts';
import { isForOneTrial, type Stop } from '#core/state/root/control.ts';
import type { WorkerView } from '#core/state/workers/worker-view.ts';
import { stopInWords } from './status/state-message.ts';
import { MOST_EVENTS } from './trials/trial-events.ts';

export type EventSources = {
  /** New bests, failures and crashes, newest last. */
  readonly trials: readonly RunEvent[];
  readonly workers: readonly WorkerView[];
  readonly stops: readonly Stop[];
  readonly launches: readonly Launch[];
};

/** The latest events of a run, newest first, at most 50. */
export function latestEvents({ trials, workers, stops, launches }: EventSources): readonly RunEvent[] {
  const events = [
    ...launches.map(launchEvent),
    ...stops.map(stopEvent),
    ...workers.flatMap(workerEvents),
    ...trials,
  ];
  // What was sorted by time keeps its order where times are equal, so the newest of equals comes first.
  return events
    .map((event, index) => ({ event, index }))
    .sort((a, b) => compareTexts(b.event.at, a.event.at) || b.index - a.index)
    .slice(0, MOST_EVENTS)
    .map(({ event }) => event);
}

function workerEvents({ registration, end, alive, lastSign }: WorkerView): RunEvent[] {
  const { worker, host, registered_at } = registration;
  const event = (kind: RunEvent['kind'], at: string, message: string): RunEvent => ({
    kind,
    at,
    trial: null,
    message,
  });
  const joined = event('worker-joined', registered_at, `Worker ${worker} joined on ${host}`);
  if (end !== null) {
    return [joined, event('worker-left', end.ended_at, `Worker ${worker} left: ${end.because}`)];
  }
  return alive === false
    ? [joined, event('worker-died', isoTime(lastSign) ?? registered_at, `Worker ${worker} died on ${host}`)]
    : [joined];
}

function stopEvent(stop: Stop): RunEvent {
  const words = stopInWords(stop);
  const what = isForOneTrial(stop) ? 'Trial' : 'Run';
  return { kind: 'stopped', at: stop.at, trial: stop.trial, message: `${what} ${words}` };
}

function launchEvent({ at, by, host, workers, scheduler }: Launch): RunEvent {
  const count = workers === 1 ? '1 worker' : `${workers} workers`;
  const how = scheduler === undefined ? 'started' : 'submitted to Slurm';
  return { kind: 'launched', at, trial: null, message: `${count} ${how} by ${by} on ${host}` };
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
