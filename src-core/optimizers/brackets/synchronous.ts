import { decisionsAhead } from '#core/optimizers/bayesian/foreseen.ts';
import type { Ask, AskInput, RungView } from '#core/optimizers/optimizer.ts';
import type { Decide } from './decide.ts';
import { type PromotionRules, promotable } from './promotable.ts';

/** One round of successive halving. */
export type BracketShape = {
  readonly lowestRung: number;
  /** How many trials each of its rungs holds, from the lowest to the highest. */
  readonly sizes: readonly number[];
};

/** What can be begun in a bracket at the moment. */
type Openings = {
  /** Places for new trials in its lowest rung. */
  readonly fresh: number;
  /** Trials that may go on, the best first, and the rung that they go on to. */
  readonly promotions: readonly string[];
  readonly to: number;
};

const NOTHING: Openings = { fresh: 0, promotions: [], to: 0 };

/** How many trials of a rung came up from the one below: all but the one that `sample_prior_first` may have put there. */
function cameUp({ trials }: AskInput, bracket: number, rung: number): number {
  return trials.rung(bracket, rung)?.trials.filter(({ previous }) => previous !== null).length ?? 0;
}

/** Places for new trials: those that the lowest rung has left, as long as none of it went on. */
function freshPlaces(input: AskInput, bracket: number, { lowestRung, sizes }: BracketShape): number {
  const held = input.trials.rung(bracket, lowestRung)?.trials.length ?? 0;
  const hasBegunPromoting = cameUp(input, bracket, lowestRung + 1) > 0;
  return hasBegunPromoting ? 0 : Math.max(0, (sizes[0] ?? 0) - held);
}

/** The best of a complete rung that fit into what `places` above are free. */
function promotions(
  input: AskInput,
  rung: RungView,
  { places, canGoOn }: { readonly places: number } & Pick<PromotionRules, 'canGoOn'>,
): readonly string[] {
  const free = places - cameUp(input, rung.bracket, rung.rung + 1);
  return free <= 0
    ? []
    : promotable([rung], places, { onError: input.onError, canGoOn })
        .slice(0, free)
        .map(({ trial }) => trial);
}

/**
 * What is open in one bracket: places in its lowest rung until that is full; then, from rung to rung, nothing until all
 * trials of the rung are completed, and the promotion of its best ones afterwards. A rung above failures and damaged trials
 * may hold fewer trials than it has places.
 */
function openings(
  input: AskInput,
  bracket: number,
  { shape, canGoOn }: { readonly shape: BracketShape } & Pick<PromotionRules, 'canGoOn'>,
): Openings {
  const { lowestRung, sizes } = shape;
  const fresh = freshPlaces(input, bracket, shape);
  if (fresh > 0) {
    return { ...NOTHING, fresh };
  }
  for (const [index, places] of sizes.slice(1).entries()) {
    const rung = input.trials.rung(bracket, lowestRung + index);
    if (rung === null || rung.completed.length < rung.trials.length) {
      return NOTHING;
    }
    const ids = promotions(input, rung, { places, canGoOn });
    if (ids.length > 0) {
      return { fresh: 0, promotions: ids, to: rung.rung + 1 };
    }
  }
  return NOTHING;
}

/**
 * Rounds of successive halving one after the other (Jamieson and Talwalkar, AISTATS 2016; Li et al., JMLR 18, 2018). A
 * rung is promoted when it is complete, the earliest bracket goes first. Where all that is left of the brackets under
 * way is being evaluated, the next bracket begins, so that no worker idles and a trial that never ends holds up its own
 * bracket alone. One worker never meets that: for it each bracket is complete before the next one begins.
 *
 * @param shapeOf the shape of bracket 0, 1, 2, …
 */
export function synchronousBrackets(shapeOf: (bracket: number) => BracketShape, decide: Decide): Ask {
  return (input) => {
    let ahead = decisionsAhead(input);
    for (let bracket = 0; ; bracket++) {
      const shape = shapeOf(bracket);
      const { fresh, promotions: ids, to } = openings(input, bracket, { shape, canGoOn: decide.canGoOn });
      const from = ids[ahead];
      if (from !== undefined) {
        return decide.promote(from, { bracket, rung: to });
      }
      if (ahead < fresh) {
        return decide.sample(input, { bracket, rung: shape.lowestRung });
      }
      ahead -= ids.length + fresh;
    }
  };
}
