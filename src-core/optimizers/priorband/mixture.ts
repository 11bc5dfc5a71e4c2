import type { Trial } from '#core/contract/run/trial.ts';
import { lossOf } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { shareOf, shareTaken } from '#core/optimizers/brackets/fidelity-share.ts';
import { bracketSizes, type RungTable } from '#core/optimizers/brackets/rung-table.ts';
import type { TrialsView } from '#core/optimizers/optimizer.ts';
import type { Rng } from '#core/space/rng.ts';
import { type SearchableParameter, searchable } from '#core/space/roles.ts';
import { sampleFromPriors } from '#core/space/sampling.ts';
import { logPriorDensity } from '#core/surrogates/acquisition/prior-density.ts';
import { createModelSpace, encodeConfig, type ModelSpace, pointOf } from '#core/surrogates/model-space.ts';

/** How likely each parameter leaves the incumbent's value. */
const MUTATION = 0.5;

function believing(parameter: SearchableParameter, config: Config): SearchableParameter {
  const value = config[parameter.name] ?? null;
  if (parameter.kind === 'categorical') {
    return { ...parameter, prior: value, prior_confidence: value === null ? null : 'high' };
  }
  const number = typeof value === 'number' ? value : null;
  return { ...parameter, prior: number, prior_confidence: number === null ? null : 'high' };
}

/** The space as a user would write it who believes in this configuration with high confidence. */
function spaceAround(space: SearchSpace, config: Config): SearchSpace {
  const searched = new Set<SearchSpace[number]>(searchable(space));
  return space.map((parameter) =>
    searched.has(parameter) ? believing(parameter as SearchableParameter, config) : parameter,
  );
}

/** Draws of a neighbour that are thrown away at most: integers and choices may come out as they were. */
const MAX_COPIES = 20;

function drawNeighbour(around: SearchSpace, names: readonly string[], incumbent: Config, rng: Rng): Config {
  const drawn = sampleFromPriors(around, rng);
  const certain = names[rng.integer(Math.max(1, names.length))];
  const changed = new Set(names.filter((name) => rng.next() < MUTATION || name === certain));
  return Object.fromEntries(
    Object.entries(drawn).map(([name, value]) => [
      name,
      names.includes(name) && !changed.has(name) ? (incumbent[name] ?? value) : value,
    ]),
  );
}

/**
 * A neighbour of the incumbent: about half of the parameters, one at least, are drawn anew around its values, the
 * others keep them. It differs from the incumbent wherever that is possible.
 */
export function drawAround(space: SearchSpace, incumbent: Config, rng: Rng): Config {
  const around = spaceAround(space, incumbent);
  const names = searchable(space).map(({ name }) => name);
  const isCopy = (config: Config) => names.every((name) => config[name] === incumbent[name]);
  let drawn = drawNeighbour(around, names, incumbent, rng);
  for (let copies = 1; copies <= MAX_COPIES && isCopy(drawn); copies++) {
    drawn = drawNeighbour(around, names, incumbent, rng);
  }
  return drawn;
}

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

/** The first trials whose configuration is one of the space; looks at no more of them than it must. */
function firstOf(space: ModelSpace, ranked: readonly Trial[], count: number): readonly Trial[] {
  const found: Trial[] = [];
  for (let place = 0; place < ranked.length && found.length < count; place++) {
    const trial = ranked[place] as Trial;
    if (pointOf(space, trial.config) !== null) {
      found.push(trial);
    }
  }
  return found;
}

/** With their losses, the least first; equal ones stay in their order. */
function byLoss(trials: readonly Trial[]): readonly Trial[] {
  return trials
    .map((trial) => ({ trial, loss: lossOf(trial) ?? Number.POSITIVE_INFINITY }))
    .sort((a, b) => a.loss - b.loss)
    .map(({ trial }) => trial);
}

/** The best trials of one rung over all brackets whose configuration is one of the space, the least loss first. */
export function bestOfRung(
  space: ModelSpace,
  { rungs }: TrialsView,
  rung: number,
  count: number,
): readonly Trial[] {
  const brackets = rungs.filter((view) => view.rung === rung).map(({ ranked }) => ranked);
  // Of hundreds of brackets only a few trials can be among the best: the others' configurations are not looked at.
  const heads = byLoss(brackets.flatMap((ranked) => ranked.slice(0, count))).slice(0, count);
  return firstOf(space, heads, count).length === heads.length
    ? heads
    : byLoss(brackets.flatMap((ranked) => firstOf(space, ranked, count))).slice(0, count);
}
