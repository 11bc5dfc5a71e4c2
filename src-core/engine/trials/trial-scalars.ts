import { existsSync } from 'node:fs';
import { join } from 'node:path';
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

/** Where runs of ours and of the Python library keep the folders of their trials. */
const TRIAL_FOLDERS = ['results', 'configs'] as const;

/** The scalars in the event files of a trial's folder, whoever logged them. @throws IncumbentError `trial-not-found` */
export async function trialScalars(run: OpenedRun, trial: string): Promise<LoggedScalars> {
  requireTrial(run, trial);
  return await scalarsOf(trialFolders(run.root), trial);
}

/** Those of `TRIAL_FOLDERS` that a root has. */
function trialFolders(root: string): readonly string[] {
  return TRIAL_FOLDERS.map((name) => join(root, name)).filter((folder) => existsSync(folder));
}

async function scalarsOf(folders: readonly string[], trial: string): Promise<LoggedScalars> {
  for (const folder of folders) {
    const { series, left_out } = await readScalars(join(folder, `config_${trial}`));
    if (series.length > 0) {
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
  }
  return { series: [], left_out: null };
}

/** Folders that are looked into at a time. */
const AT_A_TIME = 32;

/** The loss that trials logged for TensorBoard, of those that report no learning curve of their own. */
export async function loggedCurves(
  root: string,
  trials: readonly Trial[],
): Promise<ReadonlyMap<string, LoggedSeries>> {
  const folders = trialFolders(root);
  const silent = trials.filter((trial) => !reportsCurve(trial));
  const curves = new Map<string, LoggedSeries>();
  for (let from = 0; from < silent.length; from += AT_A_TIME) {
    const looks = silent.slice(from, from + AT_A_TIME).map(async ({ trial }) => {
      const curve = lossAmong(loggedByTrial(await scalarsOf(folders, trial)).series);
      if (curve !== null) {
        curves.set(trial, curve);
      }
    });
    await Promise.all(looks);
  }
  return curves;
}
