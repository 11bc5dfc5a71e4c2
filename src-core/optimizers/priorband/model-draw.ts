import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { triedConfigurations } from '#core/optimizers/bayesian-evidence.ts';
import { decisionsAhead } from '#core/optimizers/brackets/decide.ts';
import type { Draw } from '#core/optimizers/brackets/draw.ts';
import type { RungTable } from '#core/optimizers/brackets/rung-table.ts';
import { atRung } from '#core/optimizers/mobster/choose.ts';
import { type FidelityEvidence, gatherEvidence } from '#core/optimizers/mobster/evidence.ts';
import {
  type FidelityModel,
  fitFidelityModel,
  foresee,
  improvement,
} from '#core/optimizers/mobster/model.ts';
import type { AskInput } from '#core/optimizers/optimizer.ts';
import { createRng } from '#core/space/rng.ts';
import { powerOf, sumOfTerms } from '#core/surrogates/acquisition.ts';
import { maximiseAcquisition } from '#core/surrogates/maximise.ts';
import {
  createModelSpace,
  decodePoint,
  encodeConfig,
  type ModelSpace,
  type Point,
} from '#core/surrogates/model-space.ts';
import { logPriorDensity } from '#core/surrogates/prior-density.ts';
import { bestOfRung } from './best-of-rung.ts';

/** Results for each parameter before the model draws. */
const RESULTS_PER_PARAMETER = 2;
/** After as many results the prior counts once; it counts less with each one more, as in πBO. */
const TRUST = 10;
/** Configurations of each rung that may be the best; the surroundings of as many in all are searched. */
const PROMISING = 5;

/** The best configurations of each rung, at the highest fidelity, the most promising first. */
function promisingPoints({ space, process }: FidelityModel, { trials }: AskInput, table: RungTable) {
  return table.fidelities
    .flatMap((_, rung) => bestOfRung(trials, rung, PROMISING))
    .map(({ config }) => atRung(space, table, encodeConfig(space, config), table.top))
    .map((point) => ({ point, mean: process.predict(point).mean }))
    .sort((a, b) => a.mean - b.mean);
}

/** Where most improvement is expected at the highest fidelity, after what the workers ahead of this one will choose. */
function propose(
  space: ModelSpace,
  table: RungTable,
  evidence: FidelityEvidence,
  input: AskInput,
): Point | null {
  const { observed, failed, pending } = evidence;
  const tried = triedConfigurations(space, input.trials);
  const prior = powerOf(logPriorDensity(space), TRUST / observed.length);
  let model = fitFidelityModel(space, evidence, table.top);
  const known = promisingPoints(model, input, table);
  for (let ahead = decisionsAhead(input); ; ahead--) {
    const point = maximiseAcquisition(space, sumOfTerms([improvement(model, known[0]?.mean ?? 0), prior]), {
      rng: createRng(observed.length + failed.length + pending.length, ahead),
      around: known.slice(0, PROMISING).map((one) => one.point),
      isTaken: (candidate) => tried(decodePoint(space, candidate)),
      fidelity: 1,
    });
    if (point === null || ahead === 0) {
      return point;
    }
    model = foresee(model, point);
  }
}

/**
 * `sampler: gp`: once there are enough results, new configurations come from MOBSTER's Gaussian process over
 * configuration and fidelity, by the improvement that it expects at the highest fidelity times the priors' density, which
 * counts less and less (the paper extends PriorBand by a model likewise; the priors as in πBO, Hvarfner et al., ICLR
 * 2022).
 *
 * @param begin draws until then, and where the model finds nothing new
 */
export function drawFromModel(space: SearchSpace, table: RungTable, begin: Draw): Draw {
  const modelSpace = createModelSpace(space, { withFidelity: true });
  const enough = RESULTS_PER_PARAMETER * (modelSpace.axes.length - 1);
  return (input, place): Config => {
    const evidence = gatherEvidence(modelSpace, table, input);
    const point =
      evidence.observed.length < Math.max(enough, 1) ? null : propose(modelSpace, table, evidence, input);
    return point === null ? begin(input, place) : decodePoint(modelSpace, point);
  };
}
