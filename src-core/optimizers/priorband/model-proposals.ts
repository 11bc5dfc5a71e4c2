import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { triedConfigurations } from '#core/optimizers/bayesian/bayesian-evidence.ts';
import { decisionsAhead, MAX_FORESEEN } from '#core/optimizers/bayesian/foreseen.ts';
import type { RungTable } from '#core/optimizers/brackets/rung-table.ts';
import { propose } from '#core/optimizers/mobster/choose.ts';
import { type FidelityEvidence, gatherEvidence } from '#core/optimizers/mobster/evidence.ts';
import { fitFidelityModel, foresee } from '#core/optimizers/mobster/model.ts';
import type { AskInput } from '#core/optimizers/optimizer.ts';
import { powerOf } from '#core/surrogates/acquisition/acquisition.ts';
import { logPriorDensity } from '#core/surrogates/acquisition/prior-density.ts';
import { createModelSpace, decodePoint, type ModelSpace, type Point } from '#core/surrogates/model-space.ts';

/** After as many full evaluations' worth of fidelity the prior counts by its share; then less and less, as in πBO. */
const TRUST = 10;

/** Where most improvement is expected at the highest fidelity, after what the workers ahead of this one will choose. */
function mostPromising(
  space: ModelSpace,
  table: RungTable,
  input: AskInput,
  { evidence, trust }: { readonly evidence: FidelityEvidence; readonly trust: number },
): Point | null {
  const tried = triedConfigurations(space, input.trials);
  const prior = powerOf(logPriorDensity(space), trust);
  const isTaken = (candidate: Point) => tried(decodePoint(space, candidate));
  let known = evidence;
  let model = fitFidelityModel(space, table, known);
  for (let ahead = decisionsAhead(input); ; ahead--) {
    const point = propose({ model, table, evidence: known, isTaken }, prior);
    if (point === null || ahead === 0) {
      return point;
    }
    const next = { point, rung: table.top };
    known = { ...known, pending: [...known.pending, next] };
    model = foresee(model, [next]);
  }
}

/**
 * `sampler: gp`: proposes by MOBSTER's Gaussian process over configuration and fidelity, where the improvement that it
 * expects at the highest fidelity times the priors' density is greatest (the paper extends PriorBand by a model
 * likewise). The density counts as in πBO (Hvarfner et al., ICLR 2022), less and less, and by the priors' share in the
 * mixture, so that bad priors are soon forgotten.
 *
 * @returns a proposal for an input and that share; null where the model finds nothing new, or too
 *   many workers decide before this one
 */
export function modelProposals(
  space: SearchSpace,
  table: RungTable,
): (input: AskInput, shareOfPrior: number) => Config | null {
  const modelSpace = createModelSpace(space);
  return (input, shareOfPrior) => {
    if (decisionsAhead(input) > MAX_FORESEEN) {
      return null;
    }
    const evidence = gatherEvidence(modelSpace, table, input);
    const spent = evidence.spent.reduce((sum, rung) => sum + rung, 0);
    const trust = (shareOfPrior * TRUST) / Math.max(spent, 1);
    const point = mostPromising(modelSpace, table, input, { evidence, trust });
    return point === null ? null : decodePoint(modelSpace, point);
  };
}
