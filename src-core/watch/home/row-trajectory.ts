import { sparklineInSteps } from '#core/analysis/charts/sparkline.ts';
import type { HomeRun } from '#core/contract/home.ts';
import { bySteps, type Clock, createPauses } from '#core/platform/clock.ts';
import type { OpenedRun } from '#core/readers/reader.ts';

/** The trajectory that a row of the list of runs draws, of the incumbent that the run has when this settles. */
export type RowTrajectory = (run: OpenedRun) => Promise<HomeRun['trajectory']>;

/** Goes through the trials only when the incumbent is another: until then no point of the trajectory can change. */
export function createRowTrajectory(clock: Clock): RowTrajectory {
  let drawnFor: string | null = null;
  let drawn: HomeRun['trajectory'] = [];
  return async (run) => {
    for (let key = incumbentOf(run); key !== drawnFor; key = incumbentOf(run)) {
      drawn = await bySteps(sparklineInSteps([...run.trials()]), createPauses(clock));
      drawnFor = key;
    }
    return drawn;
  };
}

function incumbentOf(run: OpenedRun): string {
  const { best, run_id } = run.status();
  return JSON.stringify([run_id, best?.trial ?? null, best?.loss ?? null, best?.ended_at ?? null]);
}
