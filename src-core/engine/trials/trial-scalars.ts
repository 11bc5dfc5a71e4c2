import {
  type LoggedSeries,
  loggedByTrial,
  lossAmong,
  reportsCurve,
} from '#core/analysis/charts/learning-curve.ts';
import type { LoggedScalars, Trial } from '#core/contract/run/trial.ts';
import { toJsonNumber } from '#core/contract/value.ts';
import { readScalars } from '#core/readers/event-files/read-scalars.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { requireTrial } from './require-trial.ts';

/** The scalars in the event files of a trial's folder, whoever logged them. @throws IncumbentError `trial-not-found` */
export async function trialScalars(run: OpenedRun, trial: string): Promise<LoggedScalars> {
  requireTrial(run, trial);
  return await scalarsIn(run.trialFolder(trial));
}

async function scalarsIn(folder: string | null): Promise<LoggedScalars> {
  if (folder === null) {
    return { series: [], left_out: null };
  }
  const { series, left_out } = await readScalars(folder);
  return {
    series: series.map(({ name, points }) => ({
      name,
      points: points.map(([step, value]): [number, ReturnType<typeof toJsonNumber>] => [
        step,
        toJsonNumber(value),
      ]),
    })),
    left_out,
  };
}

/** Folders that are looked into at a time. */
const AT_A_TIME = 32;

/** The loss that trials logged for TensorBoard, of those that report no learning curve of their own. */
export async function loggedCurves(
  run: OpenedRun,
  trials: readonly Trial[],
): Promise<ReadonlyMap<string, LoggedSeries>> {
  const silent = trials.filter((trial) => !reportsCurve(trial));
  const curves = new Map<string, LoggedSeries>();
  for (let from = 0; from < silent.length; from += AT_A_TIME) {
    const looks = silent.slice(from, from + AT_A_TIME).map(async ({ trial }) => {
      const curve = lossAmong(loggedByTrial(await scalarsIn(run.trialFolder(trial))).series);
      if (curve !== null) {
        curves.set(trial, curve);
      }
    });
    await Promise.all(looks);
  }
  return curves;
}
