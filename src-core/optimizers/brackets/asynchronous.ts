import type { Ask, AskInput } from '#core/optimizers/optimizer.ts';
import type { Rng } from '#core/space/rng.ts';
import { type Decide, decisionsAhead } from './decide.ts';
import type { Place } from './draw.ts';
import { promotable } from './promotable.ts';
import type { RungTable } from './rung-table.ts';

/** A bracket that promotes without waiting. */
export type AsynchronousBracket = {
  readonly lowestRung: number;
  /** How often a new trial begins in this bracket, relative to the others. */
  readonly weight: number;
};

type Promotion = Place & { readonly from: string };

/** Every trial that may go on, the highest rungs first, so that the most promising ones reach the top soonest. */
function promotions(
  { trials, onError }: AskInput,
  brackets: readonly AsynchronousBracket[],
  { eta, top }: RungTable,
): readonly Promotion[] {
  const found: Promotion[] = [];
  for (let rung = top - 1; rung >= 0; rung--) {
    for (const [bracket, { lowestRung }] of brackets.entries()) {
      const view = rung < lowestRung ? null : trials.rung(bracket, rung);
      if (view !== null) {
        const places = Math.floor(view.completed.length / eta);
        const ids = promotable(view, places, onError);
        found.push(...ids.map((from) => ({ from, bracket, rung: rung + 1 })));
      }
    }
  }
  return found;
}

/** The number of a bracket, drawn by the weights. */
function drawBracket(brackets: readonly AsynchronousBracket[], rng: Rng): number {
  const total = brackets.reduce((sum, { weight }) => sum + weight, 0);
  let rest = rng.next() * total;
  const index = brackets.findIndex(({ weight }) => {
    rest -= weight;
    return rest < 0;
  });
  return index === -1 ? brackets.length - 1 : index;
}

/**
 * Successive halving that never waits (Li et al., MLSys 2020, algorithm 2): a trial goes on as soon as it is among the
 * best ⌊n/η⌋ of all n that finished its rung; where none is, a new one begins. Several brackets side by side make
 * asynchronous Hyperband (Klein et al., "Model-based asynchronous hyperparameter and neural architecture search", 2020,
 * section 3.2): a new trial draws its bracket, promotions are decided within each.
 */
export function asynchronousBrackets(
  brackets: readonly AsynchronousBracket[],
  table: RungTable,
  decide: Decide,
): Ask {
  return (input) => {
    const promotion = promotions(input, brackets, table)[decisionsAhead(input)];
    if (promotion !== undefined) {
      const { from, ...place } = promotion;
      return decide.promote(from, place);
    }
    const bracket = brackets.length === 1 ? 0 : drawBracket(brackets, input.rng);
    return decide.sample(input, { bracket, rung: brackets[bracket]?.lowestRung ?? 0 });
  };
}
