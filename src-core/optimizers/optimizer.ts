import type { OptimizerInfo, PlannedRung, ResolvedOptimizer } from '#core/contract/optimizers/optimizers.ts';
import type { Trial, TrialState } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import type { Rng } from '#core/space/rng.ts';
import type { OptimizerProblem } from './definition/optimizer-problem.ts';

/** The trials of one rung of one bracket, as {@link TrialsView} keeps them. */
export type RungView = {
  readonly bracket: number;
  readonly rung: number;
  /** Every trial of the rung in any state, ordered by trial number. */
  readonly trials: readonly Trial[];
  /** Those that are completed, in the order in which the journal took their results. */
  readonly completed: readonly Trial[];
  /** Its successes with a finite loss, the least loss first; of equal ones the one whose result came first. */
  readonly ranked: readonly Trial[];
  /** Ids of the trials of this rung that some trial of a higher rung continues (its `previous`). */
  readonly promoted: ReadonlySet<string>;
};

/**
 * What an optimizer sees of the trials: read-only, and the same for every worker that has read the same journal.
 * Whoever holds it may change it in place between two calls of `ask`, so an optimizer keeps no part of it.
 *
 * Reading a property or looking up a rung costs the same at 100 and at 100,000 trials.
 */
export type TrialsView = {
  /** How many trials there are, in any state. */
  readonly size: number;
  get(trial: string): Trial | null;
  /** The trials in one state, ordered by trial number, those of one number by rung. */
  inState(state: TrialState): readonly Trial[];
  /** Success, failed and crashed in the order in which the journal took their results. */
  readonly completed: readonly Trial[];
  /** Rungs that hold at least one trial, ordered by bracket, then rung; a rung without a bracket is of bracket 0. */
  readonly rungs: readonly RungView[];
  /** Null while no trial has reached that rung. */
  rung(bracket: number, rung: number): RungView | null;
};

/** How much of the run's budgets is used; `total` is null without that budget. */
type BudgetView = {
  readonly evaluations: {
    readonly completed: number;
    readonly committed: number;
    readonly total: number | null;
  };
  readonly cost: { readonly spent: number; readonly total: number | null };
};

/** What the optimizer is told in place of a failed evaluation's report; null where the run says nothing. */
type ErrorValues = { readonly loss: number | null; readonly cost: number | null };

export type AskInput = {
  readonly trials: TrialsView;
  readonly budget: BudgetView;
  /** Stream `number` of the run's seed: two workers never think the same. */
  readonly rng: Rng;
  /** The trial number that is reserved for this decision. */
  readonly number: number;
  /** Other live reservations, ascending: decisions that other workers are about to make. Without `number` itself. */
  readonly reserved: readonly number[];
  /** `loss_value_on_error` and `cost_value_on_error`; they stand for NaN and infinities too. */
  readonly onError: ErrorValues;
};

/**
 * What a worker does next.
 *
 * - `sample`: a new trial. `fidelity` is the value that `config` has for the fidelity, null where the space has none.
 * - `promote`: a new trial with the configuration of `from`, continued at a higher rung and fidelity.
 * - `wait`: nothing can be decided until a trial that is under way ends.
 * - `done`: the optimizer has no more to ask, ever; `because` is a sentence for people.
 */
export type AskDecision =
  | {
      readonly kind: 'sample';
      readonly config: Config;
      readonly bracket: number | null;
      readonly rung: number | null;
      readonly fidelity: number | null;
    }
  | {
      readonly kind: 'promote';
      readonly from: string;
      readonly bracket: number;
      readonly rung: number;
      readonly fidelity: number;
    }
  | { readonly kind: 'wait' }
  | { readonly kind: 'done'; readonly because: string };

/** An optimizer at work: a pure function of what it is given. No `tell`, no memory of earlier calls, no I/O. */
export type Ask = (input: AskInput) => AskDecision;

/** Values of an optimizer's arguments, complete: defaults are filled in. */
export type OptimizerArguments = ResolvedOptimizer['arguments'];

/** One algorithm, and all that the program knows of it. CONTRIBUTING.md, "An optimizer", says how to add one. */
export type OptimizerDefinition = {
  /** Name, title, summary, needs and arguments: settings, forms and the manual are made from it. */
  readonly info: OptimizerInfo;
  /** Other names under which settings may ask for it. */
  readonly aliases?: readonly string[];
  /** Why it can't use a space that meets the needs in `info`, as a sentence for people; null if it can. */
  refuse?(space: SearchSpace): string | null;
  /** Which of the space's fidelity and priors it makes use of with these arguments; the rest is said in a note. */
  uses(values: OptimizerArguments): { readonly fidelity: boolean; readonly priors: boolean };
  /** What a person should know before the start, and arguments that are valid one by one but don't suit the space. */
  findings?(space: SearchSpace, values: OptimizerArguments): readonly OptimizerProblem[];
  /** The rungs that it evaluates on, bracket by bracket; no such function where it has none. */
  rungs?(space: SearchSpace, values: OptimizerArguments): readonly PlannedRung[];
  /** Closes over constants only. `space` was not refused, `values` were checked against `info`. */
  create(space: SearchSpace, values: OptimizerArguments): Ask;
};
