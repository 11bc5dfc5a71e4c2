import type { LossCurve, LossCurves } from '#core/contract/compare.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Trial } from '#core/contract/trial.ts';
import { type TrajectoryAxis, trajectoryOf, usefulAxes } from '../trajectory.ts';

/** The curves of a run over every axis that its trials tell of: of all losses, and of those at the highest fidelity. */
export function lossCurves(
  trials: readonly Trial[],
  space: SearchSpace | null,
): { readonly all: LossCurves; readonly highest: LossCurves | null } {
  const full = fullFidelity(trials, space);
  return {
    all: curvesOf(trials, null, full),
    highest: full === null ? null : curvesOf(trials, full, full),
  };
}

/** The fidelity of a full evaluation: the highest one of the space, or that was seen where no space tells. */
function fullFidelity(trials: readonly Trial[], space: SearchSpace | null): number | null {
  for (const parameter of space ?? []) {
    if ((parameter.kind === 'float' || parameter.kind === 'integer') && parameter.is_fidelity) {
      return parameter.upper;
    }
  }
  let highest: number | null = null;
  for (const { fidelity } of trials) {
    highest = fidelity === null ? highest : Math.max(highest ?? fidelity, fidelity);
  }
  return highest;
}

function curvesOf(trials: readonly Trial[], fidelity: number | null, full: number | null): LossCurves {
  const useful = new Set(usefulAxes(trials));
  const curve = (axis: TrajectoryAxis, unit = 1): LossCurve => {
    const { improvements, end } = trajectoryOf(trials, { axis, fidelity });
    return { points: improvements.map(({ x, loss }) => [x / unit, loss]), end: end / unit };
  };
  return {
    evaluation: curve('evaluation'),
    time: useful.has('time') ? curve('time') : null,
    cost: useful.has('cost') ? curve('cost') : null,
    fidelity: useful.has('fidelity') && full !== null && full > 0 ? curve('fidelity', full) : null,
  };
}
