import type { ResolvedOptimizer } from '#core/contract/optimizers/optimizers.ts';
import { isCompleted, type Trial, winningLoss } from '#core/contract/run/trial.ts';
import type { NumericalParameter } from '#core/contract/space.ts';

/** How an optimizer chooses the trials that go on to the next rung. */
export type PromotionRule = {
  /** One of so many goes on. */
  readonly eta: number;
  /** Whether a bracket waits until all trials of its rung are completed; if not, all brackets compete at any time. */
  readonly waits: boolean;
  /** The highest fidelity: from there no trial goes on. */
  readonly highest: number;
};

/** Where trials part in a rung. */
export type CutOff = {
  /** The worst loss that goes on. */
  readonly loss: number;
  /** How many go on, of how many. */
  readonly places: number;
  readonly of: number;
  /** Trials that would go on if the rung stayed as it is now; none where all that could have gone on. */
  readonly open: ReadonlySet<Trial>;
};

const WAITING = /^(?:successive_halving|hyperband)(?:_prior)?$|^priorband(?:_sh)?$/;
const COMPETING = /^(?:asha|async_hb)(?:_prior)?$|^priorband_(?:asha|async)$/;

/** The rule of one of our optimizers with rungs; null where none is known, and where a model decides in its place. */
export function promotionRule(
  { name, arguments: { eta } }: Pick<ResolvedOptimizer, 'name' | 'arguments'>,
  fidelity: NumericalParameter,
): PromotionRule | null {
  const waits = WAITING.test(name);
  return typeof eta === 'number' && eta > 1 && (waits || COMPETING.test(name))
    ? { eta, waits, highest: fidelity.upper }
    : null;
}

/**
 * The cut-off among trials that compete with each other: the best ⌊n/η⌋ go on, of all n of a bracket in a rung that
 * waits for them, or of the n completed ones where nothing waits (Li et al., MLSys 2020, algorithm 2).
 *
 * @returns null as long as no trial can go on
 */
export function cutOffOf(
  trials: readonly Trial[],
  { eta, waits }: PromotionRule,
  continued: ReadonlySet<string>,
): CutOff | null {
  const of = waits ? trials.length : trials.filter(({ state }) => isCompleted(state)).length;
  const ranked = trials
    .flatMap((trial) => {
      const loss = winningLoss(trial);
      return loss === null ? [] : [{ trial, loss, went: continued.has(trial.trial) }];
    })
    .toSorted((a, b) => a.loss - b.loss);
  const best = ranked.slice(0, Math.floor(of / eta));
  const last = best.at(-1);
  if (last === undefined) {
    return null;
  }
  const open = new Set(best.flatMap(({ trial, went }) => (went ? [] : [trial])));
  return { loss: last.loss, places: best.length, of, open };
}
