import { decisionsAhead } from '#core/optimizers/bayesian/foreseen.ts';
import type { Ask, AskInput, TrialsView } from '#core/optimizers/optimizer.ts';
import type { Decide } from './decide.ts';
import type { Place } from './draw.ts';
import { type PromotionRules, promotable } from './promotable.ts';
import type { RungTable } from './rung-table.ts';

/** A bracket that promotes without waiting. */
export type AsynchronousBracket = {
  readonly lowestRung: number;
  /** How many of the new trials of one round begin in this bracket; at least 1. */
  readonly share: number;
};

type Brackets = readonly AsynchronousBracket[];
type Promotion = Place & { readonly from: string };

/** Every trial that may go on, the highest rungs first, so that the most promising ones reach the top soonest. */
function promotions(
  { trials, onError }: AskInput,
  brackets: Brackets,
  { table, canGoOn }: { readonly table: RungTable } & Pick<PromotionRules, 'canGoOn'>,
): Promotion[] {
  const found: Promotion[] = [];
  for (let rung = table.top - 1; rung >= 0; rung--) {
    const views = brackets.flatMap((_, bracket) => trials.rung(bracket, rung) ?? []);
    const finished = views.reduce((sum, { completed }) => sum + completed.length, 0);
    const best = promotable(views, Math.floor(finished / table.eta), { onError, canGoOn });
    for (const { trial, bracket } of best) {
      found.push({ from: trial, bracket: bracket ?? 0, rung: rung + 1 });
    }
  }
  return found;
}

/**
 * The bracket of the next new trial, once the `ahead` new ones of others are dealt out as well: round by round, and in
 * each round every bracket in turn until it has its share. (Klein et al. draw brackets by the same shares; in turn, the
 * cheap evaluations come first, from which the dear ones are chosen.)
 */
function dealBracket(brackets: Brackets, trials: TrialsView, ahead: number): number {
  const begun = brackets.map(
    ({ lowestRung }, bracket) => trials.rung(bracket, lowestRung)?.trials.length ?? 0,
  );
  let dealt = 0;
  for (let turn = 0; turn <= ahead; turn++) {
    const rounds = brackets.map(({ share }, bracket) => Math.floor((begun[bracket] ?? 0) / share));
    dealt = rounds.indexOf(Math.min(...rounds));
    begun[dealt] = (begun[dealt] ?? 0) + 1;
  }
  return dealt;
}

/**
 * Successive halving that never waits (Li et al., MLSys 2020, algorithm 2): a trial goes on as soon as it is among the
 * best ⌊n/η⌋ of all n that finished its rung; where none is, a new one begins. Several brackets side by side make
 * asynchronous Hyperband (Klein et al., "Model-based asynchronous hyperparameter and neural architecture search", 2020):
 * a trial's bracket says in which rung it begins; from there on it competes with the trials of all brackets.
 */
export function asynchronousBrackets(brackets: Brackets, table: RungTable, decide: Decide): Ask {
  return (input) => {
    const ahead = decisionsAhead(input);
    const ready = promotions(input, brackets, { table, canGoOn: decide.canGoOn });
    const promotion = ready[ahead];
    if (promotion !== undefined) {
      const { from, ...place } = promotion;
      return decide.promote(from, place);
    }
    const bracket = dealBracket(brackets, input.trials, ahead - ready.length);
    return decide.sample(input, { bracket, rung: brackets[bracket]?.lowestRung ?? 0 });
  };
}
