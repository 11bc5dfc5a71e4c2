import { sparkline } from '#core/analysis/sparkline.ts';
import type { HomeRun } from '#core/contract/home.ts';
import type { OpenedRun } from '#core/readers/reader.ts';

/** The trajectory that a row of the list of runs draws. */
export type RowTrajectory = (run: OpenedRun) => HomeRun['trajectory'];

/** Goes through the trials only when the incumbent is another: until then no point of the trajectory can change. */
export function createRowTrajectory(): RowTrajectory {
  let drawnFor: string | null = null;
  let drawn: HomeRun['trajectory'] = [];
  return (run) => {
    const { best, run_id } = run.status();
    const key = JSON.stringify([run_id, best?.trial ?? null, best?.loss ?? null, best?.ended_at ?? null]);
    if (key !== drawnFor) {
      drawnFor = key;
      drawn = sparkline(run.trials());
    }
    return drawn;
  };
}
