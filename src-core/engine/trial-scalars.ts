import { join } from 'node:path';
import type { LoggedScalars } from '#core/contract/scalars.ts';
import { toJsonNumber } from '#core/contract/value.ts';
import { readScalars } from '#core/readers/event-files/read-scalars.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { requireTrial } from './require-trial.ts';

/** Where runs of ours and of the Python library keep the folders of their trials. */
const TRIAL_FOLDERS = ['results', 'configs'] as const;

/** The scalars in the event files of a trial's folder, whoever logged them. @throws IncumbentError `trial-not-found` */
export async function trialScalars(run: OpenedRun, trial: string): Promise<LoggedScalars> {
  requireTrial(run, trial);
  for (const folder of TRIAL_FOLDERS) {
    const { series, left_out } = await readScalars(join(run.root, folder, `config_${trial}`));
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
