import { changeRunRecord } from '#core/state/journal/change-record.ts';
import { type ChaosRun, type ChaosSettings, chaosRun } from './chaos-run.ts';
import { replayed } from './whole-run.ts';

/** Of a run that lasts until it is {@link limited}. */
export const ENDLESS: ChaosSettings = { max_evaluations_total: null, incumbent: { until_stopped: true } };

/** A run that lasts however quickly its workers are, until it is {@link limited}. */
export function endlessRun(): Promise<ChaosRun> {
  return chaosRun(0, ENDLESS);
}

/** From now on the run has a budget, `rest` evaluations more than there are: it must end by itself. */
export async function limited(run: ChaosRun, rest: number): Promise<ChaosRun> {
  const budget = replayed(run.root).evaluations.committed + rest;
  await changeRunRecord(run.root, (record) => ({
    ...record,
    settings: { ...record.settings, max_evaluations_total: budget },
  }));
  return { ...run, budget };
}
