import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { shareOf, shareTaken } from '#core/optimizers/brackets/fidelity-share.ts';
import { bracketSizes, type RungTable } from '#core/optimizers/brackets/rung-table.ts';
import type { TrialsView } from '#core/optimizers/optimizer.ts';
import { logPriorDensity } from '#core/surrogates/acquisition/prior-density.ts';
import { createModelSpace, encodeConfig, type ModelSpace } from '#core/surrogates/model-space.ts';
import { bestOfRung } from './best-of-rung.ts';
import { spaceAround } from './incumbent.ts';

/** How likely a new configuration comes from each source; the three add up to 1. */
export type Mixture = {
  readonly uniform: number;
  readonly prior: number;
  readonly around: number;
  /** The trial around which configurations are drawn; null exactly where `around` is 0. */
  readonly incumbent: Trial | null;
};

/** Densities are compared at so many of the best trials at most: a decision costs the same after any number of them. */
const MAX_ELITE = 20;
/** Sums of shares may miss the whole by rounding. */
const ROUNDING = 1e-9;

function finishedIn({ rungs }: TrialsView, rung: number): number {
  return rungs.reduce((sum, each) => sum + (each.rung === rung ? each.ranked.length : 0), 0);
}

/** Whether the trials of all rungs took as much fidelity as successive halving from the lowest rung does. */
function hasSpentBracket(view: TrialsView, table: RungTable): boolean {
  const cost = bracketSizes(table, table.top).reduce(
    (sum, size, rung) => sum + size * (shareOf(table, rung) - shareOf(table, rung - 1)),
    0,
  );
  let left = cost * (1 - ROUNDING);
  // After the first brackets a few trials tell: the thousands that follow are not added up for every decision.
  for (const { completed } of view.rungs.filter(({ rung }) => rung <= table.top)) {
    for (const trial of completed) {
      left -= shareTaken(trial, view, table);
      if (left <= 0) {
        return true;
      }
    }
  }
  return left <= 0;
}

/** The best of η trials of the highest rung that has η of them; none where no rung has. */
function elite(space: ModelSpace, view: TrialsView, { top, eta }: RungTable): readonly Trial[] {
  for (let rung = top; rung >= 0; rung--) {
    const finished = finishedIn(view, rung);
    if (finished >= eta) {
      return bestOfRung(space, view, rung, Math.min(MAX_ELITE, Math.floor(finished / eta)));
    }
  }
  return [];
}

/** Σ weight · density, as a logarithm: the product over many parameters would leave the range of numbers. */
function logScore(space: ModelSpace, trials: readonly Trial[]): number {
  const logDensity = logPriorDensity(space);
  const terms = trials.map(
    ({ config }, index) => Math.log(trials.length - index) + logDensity(encodeConfig(space, config)),
  );
  const greatest = Math.max(...terms);
  return greatest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - greatest), 0));
}

/** How the belief is shared between priors and incumbent: by how well each explains the best trials so far. */
function shareOfPrior(space: SearchSpace, incumbent: Trial, best: readonly Trial[]): number {
  const around = logScore(createModelSpace(spaceAround(space, incumbent.config)), best);
  return 1 / (1 + Math.exp(around - logScore(createModelSpace(space), best)));
}

/**
 * PriorBand's mixture for a new trial (Mallik et al., "PriorBand: practical hyperparameter optimization in the age of
 * deep learning", NeurIPS 2023, section 5): even draws are half of those in the lowest rung and η times rarer, relative
 * to the priors, from each rung to the next, since mistakes are dearer there. Once a trial has reached the highest
 * rung, some rung has η results and as much was spent as on one bracket of successive halving, priors share what is
 * theirs with draws around the incumbent, the best trial of the highest rung.
 *
 * @param rung where the new trial begins
 */
export function mixtureFor(space: SearchSpace, view: TrialsView, table: RungTable, rung: number): Mixture {
  const uniform = 1 / (1 + table.eta ** rung);
  const modelSpace = createModelSpace(space);
  const incumbent = bestOfRung(modelSpace, view, table.top, 1)[0] ?? null;
  const best = elite(modelSpace, view, table);
  if (incumbent === null || best.length === 0 || !hasSpentBracket(view, table)) {
    return { uniform, prior: 1 - uniform, around: 0, incumbent: null };
  }
  const share = shareOfPrior(space, incumbent, best);
  return { uniform, prior: (1 - uniform) * share, around: (1 - uniform) * (1 - share), incumbent };
}
