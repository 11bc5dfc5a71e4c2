import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { joined } from '#core/readers/event-files/wire-format.ts';
import { type EventTime, scalarRecord, versionRecord } from './event-records.ts';
import { RESULT_TAGS, sessionEndRecord, sessionStartRecord } from './hparams.ts';

/** What TensorBoard is told of a trial that has ended. Times in seconds since 1970. */
export type EndedTrial = {
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
export function trialEvents(trial: EndedTrial, space: SearchSpace): Uint8Array {
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
