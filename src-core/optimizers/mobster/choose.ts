import { sharedRng } from '#core/optimizers/bayesian/shared-rng.ts';
import { shareOf } from '#core/optimizers/brackets/fidelity-share.ts';
import type { RungTable } from '#core/optimizers/brackets/rung-table.ts';
import { type AcquisitionTerm, sumOfTerms } from '#core/surrogates/acquisition/acquisition.ts';
import { maximiseAcquisition } from '#core/surrogates/acquisition/maximise.ts';
import { apartFrom } from '#core/surrogates/gp/distance-term.ts';
import type { Point } from '#core/surrogates/model-space.ts';
import { type FidelityEvidence, OVERHEAD, type Paused } from './evidence.ts';
import { expectedLoss, type FidelityModel, improvement } from './model.ts';
import type { Place } from './rung-covariance.ts';

/** Share of the fidelity spent that goes to the highest rung once it is open. */
export const SHARE_OF_TOP = 0.75;
/** Losses in the rung below the highest that open the highest, and how many for each parameter do where that is fewer. */
const OPENING = 20;
const OPENING_BY_AXIS = 4;
/** The logarithm of a chance of one half. */
const LIKELY_TO_FAIL = Math.log(0.5);
/** Trials that are looked at for going on to the highest rung, and points around which new ones are sought. */
const CONSIDERED = 24;
const PROMISING = 6;

/** What is known when a choice is made. */
export type Situation = {
  readonly model: FidelityModel;
  readonly table: RungTable;
  readonly evidence: FidelityEvidence;
  /** Whether a configuration was tried before. */
  readonly isTaken: (point: Point) => boolean;
};

/** What to evaluate next: a new configuration, or a trial that goes on. */
export type Choice = { readonly point: Point; readonly rung: number; readonly from: Paused | null };

type Expected<Item> = { readonly item: Item; readonly loss: number };

function byExpectedLoss<Item extends { readonly point: Point }>(
  model: FidelityModel,
  items: readonly Item[],
): readonly Expected<Item>[] {
  return items
    .map((item) => ({ item, loss: expectedLoss(model, item.point) }))
    .sort((a, b) => a.loss - b.loss);
}

/** The configurations that reached the highest rung that any has reached; of many those of the least loss. */
function frontRunners({ observed }: FidelityEvidence): readonly { readonly point: Point }[] {
  const highest = observed.reduce((most, { rung }) => Math.max(most, rung), 0);
  return observed
    .filter(({ rung }) => rung === highest)
    .sort((a, b) => a.loss - b.loss)
    .slice(0, CONSIDERED);
}

type Standing = {
  /** The least expected loss among the front runners. */
  readonly best: number;
  readonly paused: readonly Paused[];
  /** Configurations of the least expected loss. */
  readonly promising: readonly Point[];
};

function standingOf({ model, evidence }: Situation): Standing {
  const front = byExpectedLoss<{ readonly point: Point }>(model, frontRunners(evidence));
  const paused = byExpectedLoss(model, evidence.paused).slice(0, CONSIDERED);
  const promising = [...front, ...paused].sort((a, b) => a.loss - b.loss).slice(0, PROMISING);
  return {
    best: front[0]?.loss ?? 0,
    paused: paused.map(({ item }) => item),
    promising: promising.map(({ item }) => item.point),
  };
}

/**
 * A new configuration where the improvement expected at the highest rung is about the highest; null where all that were
 * met are taken.
 *
 * @param term is added to the logarithm of the improvement: what else is believed of a configuration, as a prior
 */
export function propose(situation: Situation, term: AcquisitionTerm | null = null): Point | null {
  const { model, evidence, isTaken } = situation;
  const { observed, failed, pending } = evidence;
  const { best, promising } = standingOf(situation);
  const underWay = pending.map(({ point }) => point);
  const terms = [
    improvement(model, best),
    ...(term === null ? [] : [term]),
    ...(underWay.length === 0 ? [] : [apartFrom(model.space.axes, underWay)]),
  ];
  return maximiseAcquisition(model.space, sumOfTerms(terms), {
    rng: sharedRng(observed.length + failed.length + pending.length),
    around: promising,
    isTaken,
  });
}

/** Whether an evaluation of a configuration more likely fails than not. */
function probablyFails({ feasibility }: FidelityModel, point: Point): boolean {
  return feasibility !== null && feasibility(point) < LIKELY_TO_FAIL;
}

/** Losses that it takes to know where a rung improves: as many as there are parameters. */
function enoughToKnow({ space }: FidelityModel): number {
  return Math.max(space.axes.length, 2);
}

function countAt(places: readonly Place[], rung: number): number {
  return places.filter((place) => place.rung === rung).length;
}

/** The highest rung once enough is known of it; before that the one below, or the highest below it that holds a loss. */
function knownRung({ model, table: { top }, evidence: { observed } }: Situation): number {
  const below = observed.filter(({ rung }) => rung < top);
  return below.length === 0 || countAt(observed, top) >= enoughToKnow(model)
    ? top
    : below.reduce((highest, { rung }) => Math.max(highest, rung), 0);
}

/** The search as it would be if a lower rung were the highest. */
function aimedAt(situation: Situation, top: number): Situation {
  const { model, evidence } = situation;
  const observed = evidence.observed.filter(({ rung }) => rung <= top);
  return { ...situation, model: { ...model, top }, evidence: { ...evidence, observed } };
}

/**
 * A new configuration, sought where the highest rung that is known improves. It begins in the rung below the highest; what
 * probably fails, in the lowest: there a failure is cheapest.
 */
export function begin(situation: Situation): Choice | null {
  const { model, table } = situation;
  const point = propose(aimedAt(situation, knownRung(situation)));
  return point && { point, rung: probablyFails(model, point) ? 0 : Math.max(table.top - 1, 0), from: null };
}

/** Of the trials that wait below the highest rung the one that the model expects most of there. */
function firstToReachTop({ model, table: { top }, evidence }: Situation): Choice | null {
  const waiting = evidence.paused.filter(({ rung }) => rung === top - 1);
  const [first] = byExpectedLoss(model, waiting);
  return first === undefined ? null : { point: first.item.point, rung: top, from: first.item };
}

/**
 * What goes on towards the highest rung. Nothing does before the rung below has shown where it improves, nor while the
 * highest has its share. Then those go on first that are expected to be the best; once enough is known of the highest
 * rung, what improves it most for its cost.
 */
export function ascend(situation: Situation): Choice | null {
  const { model, table, evidence } = situation;
  const { observed, pending, spent } = evidence;
  const { top } = table;
  const opening = Math.min(OPENING, OPENING_BY_AXIS * model.space.axes.length);
  const total = spent.reduce((sum, each) => sum + each, 0);
  // What is under way does not count: the first to go on would be the best of few.
  if (countAt(observed, top - 1) < opening || (spent[top] ?? 0) >= SHARE_OF_TOP * total) {
    return null;
  }
  if (countAt(observed, top) >= enoughToKnow(model)) {
    return climb(situation);
  }
  return countAt([...observed, ...pending], top) < enoughToKnow(model) ? firstToReachTop(situation) : null;
}

/**
 * What leads to most improvement at the highest rung for the fidelity that is still to pay: a paused trial or a new
 * configuration. It goes to the rung below the highest first, where that is new to it: the last step is the dearest, so
 * it is not made unseen. Lower rungs are passed over, which saves evaluations; but not by what probably fails.
 */
export function climb(situation: Situation): Choice | null {
  const { model, table } = situation;
  const { best, paused } = standingOf(situation);
  const fresh = propose(situation);
  const worth = improvement(model, best);
  const begun = paused.map((from) => ({ point: from.point, done: from.rung, from }));
  const starts =
    fresh === null || probablyFails(model, fresh)
      ? begun
      : [...begun, { point: fresh, done: -1, from: null }];
  const scored = starts.map(({ point, done, from }) => {
    const cost = shareOf(table, table.top) - shareOf(table, done) + OVERHEAD;
    const rung = Math.min(table.top, Math.max(done + 1, table.top - 1));
    return { choice: { point, rung, from }, score: worth(point) - Math.log(cost) };
  });
  return scored.sort((a, b) => b.score - a.score)[0]?.choice ?? null;
}
