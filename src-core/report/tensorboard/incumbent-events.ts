import { millisecondsOf } from '#core/analysis/words/instant.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { joined } from '#core/readers/event-files/wire-format.ts';
import type { Improvement } from '../improvements.ts';
import { type EventTime, scalarRecord, versionRecord } from './event-records.ts';
import { experimentRecord } from './hparams.ts';

export type IncumbentsOfRun = {
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
export function incumbentEvents(
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
