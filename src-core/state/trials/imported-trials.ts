import { IMPORTED_BY, type Trial } from '#core/contract/run/trial.ts';
import { parseTrialId } from '#core/contract/run/trial-order.ts';
import type { JournalLine, JournalOperation } from '../journal/journal-entry.ts';

/** Below every real fence: imported trials came before anything that happens in the run. */
const FENCE = 0;
/** Of a failed trial whose run keeps no errors: without one its files would not tell that it has ended. */
const UNTOLD = {
  type: 'Failed',
  message: 'The run that it was imported from does not tell why',
  traceback: '',
};

/**
 * The journal with which a run begins that takes over results of another one: each trial with its result, in the order
 * of their ends, as a worker of the name `imported` would have written them. From there on they are trials like any
 * others, but for the budgets.
 *
 * @param trials completed ones, named as the new run names them
 */
export function importedJournal(trials: readonly Trial[]): string {
  const origins = trials.map((trial) => ({ operation: origin(trial), time: milliseconds(trial.sampled_at) }));
  const results = trials.map((trial) => ({ operation: result(trial), time: milliseconds(trial.ended_at) }));
  const ended: JournalOperation = { op: 'ended', because: 'imported from another run' };
  return [...origins, ...results, { operation: ended, time: 0 }]
    .map(
      ({ operation, time }, index): JournalLine =>
        ({ ...operation, fence: FENCE, seq: index + 1, time }) as JournalLine,
    )
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

function origin(trial: Trial): JournalOperation {
  const { trial: id, config, bracket, rung, fidelity, previous } = trial;
  const number = parseTrialId(id)?.number ?? 0;
  const placed = { by: IMPORTED_BY, trial: id, config, bracket, rung, fidelity, attempt: 1 };
  return previous === null
    ? { op: 'sample', number, ...placed }
    : { op: 'promote', reservation: number, from: previous, ...placed };
}

function result(trial: Trial): JournalOperation {
  const { state, loss, cost, learning_curve, extra, error } = trial;
  const ended = milliseconds(trial.ended_at);
  const started = trial.started_at === null ? ended : milliseconds(trial.started_at);
  return {
    op: 'report',
    by: IMPORTED_BY,
    trial: trial.trial,
    attempt: 1,
    late: false,
    state: state === 'failed' ? 'failed' : 'success',
    loss: Array.isArray(loss) ? null : loss,
    cost,
    learning_curve,
    extra: extra ?? null,
    error: state === 'failed' ? (error ?? UNTOLD) : null,
    started,
    ended,
    seconds: ended > started ? (ended - started) / 1000 : null,
  };
}

function milliseconds(time: string | null): number {
  return time === null ? 0 : Date.parse(time);
}
