import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { millisecondsOf } from '#core/analysis/words/instant.ts';
import { lossOf, type Trial } from '#core/contract/run/trial.ts';
import { parseTrialId } from '#core/contract/run/trial-order.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { type Config, fromJsonNumber } from '#core/contract/value.ts';
import { named } from '#core/platform/files.ts';
import { joined } from '#core/readers/event-files/wire-format.ts';
import { runLayout } from '#core/state/layout.ts';
import type { Ledger } from '#core/state/ledger/ledger.ts';
import type { RunRecord } from '#core/state/root/run-record.ts';
import { makeFolderIn, replaceFile, runDisk } from '#core/state/run-files.ts';
import type { FinishedEvaluation, Publish } from '#core/state/session/step.ts';
import { createImprovements, type Improvement } from '../improvements.ts';
import { type EventTime, scalarRecord, versionRecord } from './event-records.ts';
import { experimentRecord, RESULT_TAGS, sessionEndRecord, sessionStartRecord } from './hparams.ts';

/** What of a run's record its event files tell. */
type EventRun = Pick<RunRecord, 'space' | 'created_at'>;

/** Writes the event file of a trial that has just been evaluated into its `tb/`, in place of an earlier attempt's. */
export function writeTrialEvents(root: string, finished: FinishedEvaluation, { space }: EventRun): void {
  writeEvents(root, finished.claim.trial, trialEvents(endedNow(finished), space));
}

/** Writes every event file of a run again: of its completed trials, and of its incumbents. */
export function rewriteEvents(root: string, ledger: Ledger, run: EventRun): void {
  for (const trial of ledger.completed) {
    writeEvents(root, trial.trial, trialEvents(endedBefore(trial), run.space));
  }
  keepCurrent(root, bytesOf(root, createImprovements()(ledger), run));
}

/**
 * Keeps the event file of the run's incumbents current while `incumbent.tensorboard` is on. For a worker's session,
 * which calls it under the lock.
 */
export function createIncumbentEvents(root: string, run: EventRun): Publish {
  const improvementsOf = createImprovements();
  let written: unknown = null;
  return (ledger, { incumbent }: RunSettings) => {
    const improvements = incumbent.tensorboard ? improvementsOf(ledger) : [];
    const newest = improvements.at(-1);
    if (newest !== undefined && newest !== written) {
      keepCurrent(root, bytesOf(root, improvements, run));
      written = newest;
    }
  };
}

function bytesOf(
  root: string,
  improvements: readonly Improvement[],
  { space, created_at }: EventRun,
): Uint8Array {
  const created = Date.parse(created_at) / 1000;
  return incumbentEvents(improvements, { name: basename(root), space, created });
}

/** Continues the file where it holds the beginning of `bytes`: whoever follows it has to read only what is new. */
function keepCurrent(root: string, bytes: Uint8Array): void {
  const { tensorboard, incumbentEvents: path } = runLayout(root);
  const held = readOrNull(path);
  if (held === null) {
    makeFolderIn(root, 'events.make', tensorboard);
  }
  if (held === null || !held.equals(bytes.subarray(0, held.length))) {
    replaceFile('event-file', path, bytes);
  } else if (held.length < bytes.length) {
    named(path, 'write', () => runDisk.appendFile('event-file.append', path, bytes.subarray(held.length)));
  }
}

function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

function writeEvents(root: string, trial: string, bytes: Uint8Array): void {
  const { tensorboard, events } = runLayout(root).trial(trial);
  makeFolderIn(root, 'events.make', tensorboard);
  replaceFile('event-file', events, bytes);
}

function endedNow({ claim, report, ended }: FinishedEvaluation): EndedTrial {
  const { number, config, started } = claim;
  const common = { number, config, started: started / 1000, ended: ended / 1000, cost: report.cost };
  return report.kind === 'success'
    ? { ...common, state: 'success', loss: report.loss, learningCurve: report.learning_curve }
    : { ...common, state: 'failed', loss: null, learningCurve: null };
}

function endedBefore(trial: Trial): EndedTrial {
  const { config, state, cost, learning_curve, started_at, sampled_at, ended_at } = trial;
  const ended = Date.parse(ended_at ?? sampled_at ?? '') / 1000;
  return {
    number: parseTrialId(trial.trial)?.number ?? 0,
    config,
    state: state === 'success' || state === 'failed' ? state : 'crashed',
    loss: state === 'success' ? lossOf(trial) : null,
    cost: cost === null ? null : fromJsonNumber(cost),
    learningCurve: learning_curve?.map(fromJsonNumber) ?? null,
    started: started_at === null ? ended : Date.parse(started_at) / 1000,
    ended,
  };
}

type IncumbentsOfRun = {
  readonly name: string;
  readonly space: SearchSpace;
  /** Seconds since 1970. */
  readonly created: number;
};

/**
 * The event file of a whole run: the head of the HParams table, then the best loss after each improvement, at the step
 * of the evaluations that were completed by then, with the numbers of its configuration. The same improvements always
 * give the same bytes, and more of them only add to its end.
 */
function incumbentEvents(
  improvements: readonly Improvement[],
  { name, space, created }: IncumbentsOfRun,
): Uint8Array {
  const records = improvements.flatMap(({ trial, loss, completed }) => {
    const ended = millisecondsOf(trial.ended_at);
    const time: EventTime = { step: completed, wallTime: ended === null ? created : ended / 1000 };
    return [scalarRecord('incumbent/loss', loss, time), ...configRecords(trial, space, time)];
  });
  return joined([versionRecord(created), experimentRecord(name, space, created), ...records]);
}

function configRecords({ config }: Trial, space: SearchSpace, time: EventTime): readonly Uint8Array[] {
  return space.flatMap(({ kind, name }) => {
    const value = config[name];
    return kind !== 'constant' && typeof value === 'number'
      ? [scalarRecord(`incumbent/${name}`, value, time)]
      : [];
  });
}

/** What TensorBoard is told of a trial that has ended. Times in seconds since 1970. */
type EndedTrial = {
  /** The trial's number, which is the step of its results. */
  readonly number: number;
  readonly config: Config;
  readonly state: 'success' | 'failed' | 'crashed';
  readonly loss: number | null;
  readonly cost: number | null;
  readonly learningCurve: readonly number[] | null;
  readonly started: number;
  readonly ended: number;
};

/**
 * The event file of one trial: its configuration as a row of the HParams table, its loss and cost at the step of its
 * number, its learning curve at the steps 1, 2, …, spread over the time that it took.
 */
function trialEvents(trial: EndedTrial, space: SearchSpace): Uint8Array {
  const { number, config, state, loss, cost, learningCurve, started, ended } = trial;
  const end: EventTime = { step: number, wallTime: ended };
  const curve = (learningCurve ?? []).map((value, index, { length }) =>
    scalarRecord(RESULT_TAGS.curve, value, {
      step: index + 1,
      wallTime: started + ((ended - started) * (index + 1)) / length,
    }),
  );
  return joined([
    versionRecord(started),
    sessionStartRecord(space, config, { step: number, wallTime: started }),
    ...curve,
    ...(loss === null ? [] : [scalarRecord(RESULT_TAGS.loss, loss, end)]),
    ...(cost === null ? [] : [scalarRecord(RESULT_TAGS.cost, cost, end)]),
    sessionEndRecord(state, end),
  ]);
}
