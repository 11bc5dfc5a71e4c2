import { shareOf } from '#core/optimizers/brackets/fidelity-share.ts';
import type { RungTable } from '#core/optimizers/brackets/rung-table.ts';
import { sharedRng } from '#core/optimizers/shared-rng.ts';
import { type AcquisitionTerm, sumOfTerms } from '#core/surrogates/acquisition.ts';
import { apartFrom } from '#core/surrogates/distance-term.ts';
import { maximiseAcquisition } from '#core/surrogates/maximise.ts';
import type { Point } from '#core/surrogates/model-space.ts';
import { type FidelityEvidence, OVERHEAD, type Paused } from './evidence.ts';
import { expectedLoss, type FidelityModel, foresee, improvement } from './model.ts';

/** Share of the fidelity spent that goes to the highest rung. */
export const SHARE_OF_TOP = 0.4;
/** Losses in the highest rung from which the model decides what else climbs there. */
const ENOUGH_AT_TOP = 2;
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

/**
 * The rung below the highest where evaluating a new configuration tells most for its cost: takes most of the variance
 * from what the model expects of it at the highest rung. What probably fails begins in the lowest rung: there a failure
 * is cheapest.
 */
export function mostTelling({ model, table }: Situation, point: Point): number {
  if (probablyFails(model, point)) {
    return 0;
  }
  const unknownOf = ({ process }: FidelityModel) => process.predict({ point, rung: table.top }).variance;
  const told = table.fidelities.slice(0, table.top).map((_, rung) => {
    const known = unknownOf(model) - unknownOf(foresee(model, [{ point, rung }]));
    return known / (shareOf(table, rung) + OVERHEAD);
  });
  return told.reduce((most, worth, rung) => (worth > (told[most] as number) ? rung : most), 0);
}

/** Whether the model knows the highest rung, and that rung has had less than its share. */
export function isTurnOfTop({ observed, spent }: FidelityEvidence, { top }: RungTable): boolean {
  if (observed.filter(({ rung }) => rung === top).length < ENOUGH_AT_TOP) {
    return top === 0;
  }
  const total = spent.reduce((sum, each) => sum + each, 0);
  return top === 0 || (spent[top] ?? 0) < SHARE_OF_TOP * total;
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
