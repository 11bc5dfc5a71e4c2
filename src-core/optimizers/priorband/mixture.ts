import type { SearchSpace } from '#core/contract/space.ts';
import { lossOf, type Trial } from '#core/contract/trial.ts';
import type { Config } from '#core/contract/value.ts';
import type { TrialsView } from '#core/optimizers/optimizer.ts';
import { logPriorDensity } from './densities.ts';
import { spaceAround } from './incumbent.ts';

/** How likely a new configuration comes from each source; the three add up to 1. */
export type Mixture = {
  readonly uniform: number;
  readonly prior: number;
  readonly incumbent: number;
};

/** The best trial of the highest rung; null while none has a loss there. */
export function incumbentOf(view: TrialsView, top: number): Trial | null {
  return bestOfRung(view, top, 1)[0] ?? null;
}

/** The best trials of one rung over all brackets, the least loss first. */
function bestOfRung({ rungs }: TrialsView, rung: number, count: number): readonly Trial[] {
  return rungs
    .filter((view) => view.rung === rung)
    .flatMap(({ ranked }) => ranked.slice(0, count))
    .map((trial) => ({ trial, loss: lossOf(trial) ?? Number.POSITIVE_INFINITY }))
    .sort((a, b) => a.loss - b.loss)
    .slice(0, count)
    .map(({ trial }) => trial);
}

/** The best of η trials of the highest rung that has η of them. */
function elite(view: TrialsView, top: number, eta: number): readonly Trial[] {
  for (let rung = top; rung >= 0; rung--) {
    const finished = view.rungs.reduce((sum, each) => sum + (each.rung === rung ? each.ranked.length : 0), 0);
    if (finished >= eta) {
      return bestOfRung(view, rung, Math.floor(finished / eta));
    }
  }
  return bestOfRung(view, top, 1);
}

/** Σ weight · density, as a logarithm: the product over many parameters would leave the range of numbers. */
function logScore(space: SearchSpace, trials: readonly Trial[]): number {
  const terms = trials.map(
    ({ config }, index) => Math.log(trials.length - index) + logPriorDensity(space, config),
  );
  const greatest = Math.max(...terms);
  return greatest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - greatest), 0));
}

/** How the belief is shared between priors and incumbent: by how well each explains the best trials so far. */
function shareOfPrior(space: SearchSpace, incumbent: Config, trials: readonly Trial[]): number {
  const advantage = logScore(spaceAround(space, incumbent), trials) - logScore(space, trials);
  return 1 / (1 + Math.exp(advantage));
}

/**
 * PriorBand's mixture for a new trial (Mallik et al., "PriorBand: practical hyperparameter optimization in the age of
 * deep learning", NeurIPS 2023, section 5): uniform draws are half of those in the lowest rung and η times rarer, relative
 * to the priors, from each rung to the next, since mistakes are dearer there. Once a trial has reached the
 * highest rung, priors share what is theirs with draws around the incumbent.
 *
 * @param rung where the new trial begins
 */
export function mixtureFor(
  space: SearchSpace,
  view: TrialsView,
  { rung, top, eta }: { readonly rung: number; readonly top: number; readonly eta: number },
): Mixture {
  const uniform = 1 / (1 + eta ** rung);
  const incumbent = incumbentOf(view, top);
  if (incumbent === null) {
    return { uniform, prior: 1 - uniform, incumbent: 0 };
  }
  const share = shareOfPrior(space, incumbent.config, elite(view, top, eta));
  return { uniform, prior: (1 - uniform) * share, incumbent: (1 - uniform) * (1 - share) };
}
