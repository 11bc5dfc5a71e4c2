import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { triedConfigurations } from '#core/optimizers/bayesian-evidence.ts';
import { decisionsAhead } from '#core/optimizers/brackets/decide.ts';
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

/** After as many full evaluations' worth of fidelity the prior counts by its share; then less and less, as in πBO. */
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
function mostPromising(
  space: ModelSpace,
  table: RungTable,
  input: AskInput,
  { evidence, trust }: { readonly evidence: FidelityEvidence; readonly trust: number },
): Point | null {
  const { observed, failed, pending } = evidence;
  const tried = triedConfigurations(space, input.trials);
  const prior = powerOf(logPriorDensity(space), trust);
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
 * `sampler: gp`: proposes by MOBSTER's Gaussian process over configuration and fidelity, where the improvement that it
 * expects at the highest fidelity times the priors' density is greatest (the paper extends PriorBand by a model
 * likewise). The density counts as in πBO (Hvarfner et al., ICLR 2022), less and less, and by the priors' share in the
 * mixture, so that bad priors are soon forgotten.
 *
 * @returns a proposal for an input and that share; null where the model finds nothing new
 */
export function modelProposals(
  space: SearchSpace,
  table: RungTable,
): (input: AskInput, shareOfPrior: number) => Config | null {
  const modelSpace = createModelSpace(space, { withFidelity: true });
  return (input, shareOfPrior) => {
    const evidence = gatherEvidence(modelSpace, table, input);
    const spent = evidence.spent.reduce((sum, rung) => sum + rung, 0);
    const trust = (shareOfPrior * TRUST) / Math.max(spent, 1);
    const point = mostPromising(modelSpace, table, input, { evidence, trust });
    return point === null ? null : decodePoint(modelSpace, point);
  };
}
