// incumbent-optimizer.d.ts

/** What the module exports: one object of this type under each name. Only `create` is required. */
export type Optimizer = {
  readonly title?: string;
  /** One sentence on what it does. */
  readonly summary?: string;
  /** True where it cannot work in a space without a fidelity; such a space is refused then. */
  readonly needs_fidelity?: boolean;
  /** What the YAML may set beside `name`. Unknown names and wrong values are refused before the start. */
  readonly arguments?: readonly Argument[];
  /** Why it can't use a space, as a sentence for people; null where it can. */
  refuse?(space: Space): string | null;
  /** Which of the space's fidelity and priors it makes use of; what it leaves unused is said in a note. */
  uses?(values: Values): { readonly fidelity: boolean; readonly priors: boolean };
  /** Called once for each worker. `values` holds every argument, with its default where the YAML says nothing. */
  create(space: Space, values: Values, tools: Tools): Ask;
};

/**
 * Decides what a worker does next. A pure function of `input`: no clock, no `Math.random`, no file, no promise, no
 * memory of earlier calls, since several workers ask, each in a process of its own.
 */
export type Ask = (input: AskInput) => Decision;

export type Decision =
  /**
   * A new trial. `config` has a value for each searched parameter; constants may be left out, and the fidelity too: it
   * is `fidelity` then, or its upper bound.
   */
  | {
      readonly kind: 'sample';
      readonly config: Config;
      readonly bracket?: number | null;
      readonly rung?: number | null;
      readonly fidelity?: number | null;
    }
  /** A trial that continues the success `from` at a higher rung and fidelity; each trial is continued once at most. */
  | {
      readonly kind: 'promote';
      readonly from: string;
      readonly bracket?: number;
      readonly rung: number;
      readonly fidelity: number;
    }
  /** Nothing can be decided before a trial that is under way ends. */
  | { readonly kind: 'wait' }
  /** There is no more to try, ever; `because` is a sentence for people. */
  | { readonly kind: 'done'; readonly because: string };

export type AskInput = {
  readonly trials: Trials;
  readonly budget: {
    readonly evaluations: {
      readonly completed: number;
      readonly committed: number;
      readonly total: number | null;
    };
    readonly cost: { readonly spent: number; readonly total: number | null };
  };
  /** The random numbers of this decision: the same for the same seed and trial number. */
  readonly rng: Random;
  /** The number of the trial that is to be decided. */
  readonly number: number;
  /** Numbers that other workers decide at the same time. */
  readonly reserved: readonly number[];
  /** `loss_value_on_error` and `cost_value_on_error` of the YAML. */
  readonly onError: { readonly loss: number | null; readonly cost: number | null };
};

export type Trials = {
  /** How many there are, in any state. */
  readonly size: number;
  get(trial: string): Trial | null;
  /** By trial number. */
  inState(state: Trial['state']): readonly Trial[];
  /** Success, failed and crashed in the order in which they ended. */
  readonly completed: readonly Trial[];
  /** By bracket, then rung; a trial without a bracket is of bracket 0. */
  readonly rungs: readonly Rung[];
  rung(bracket: number, rung: number): Rung | null;
};

export type Rung = {
  readonly bracket: number;
  readonly rung: number;
  readonly trials: readonly Trial[];
  readonly completed: readonly Trial[];
  /** Successes with a finite loss, the least first. */
  readonly ranked: readonly Trial[];
  /** Those that a trial of a higher rung continues. */
  readonly promoted: ReadonlySet<string>;
};

export type Trial = {
  /** `17`, or `17_rung_2`. */
  readonly trial: string;
  readonly state: 'pending' | 'evaluating' | 'stale' | 'success' | 'failed' | 'crashed' | 'unreadable';
  readonly config: Config;
  /** Null without a result. What is not finite is the word `NaN`, `Infinity` or `-Infinity`. */
  readonly loss: Reported | Reported[] | null;
  readonly cost: Reported | null;
  readonly learning_curve: readonly Reported[] | null;
  readonly bracket: number | null;
  readonly rung: number | null;
  readonly fidelity: number | null;
  /** The trial that this one continues. */
  readonly previous: string | null;
};

export type Reported = number | 'NaN' | 'Infinity' | '-Infinity';

export type Random = {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform among 0, 1, …, `below` − 1. */
  integer(below: number): number;
  /** Standard normal. */
  normal(): number;
};

/** What most optimizers need of the space. */
export type Tools = {
  /** The parameters to search, in the order of the space: neither constants nor the fidelity. */
  readonly parameters: readonly Searched[];
  readonly fidelity: Numerical | null;
  /** A configuration spread evenly over the space, the fidelity at its upper bound. */
  sample(rng: Random): Config;
  /** The same, with parameters that have a prior drawn from it. */
  sampleFromPriors(rng: Random): Config;
  /** The place of a configuration in the unit cube, a number in [0, 1] for each of `parameters`; logarithmic where the parameter is. */
  toUnit(config: Config): number[];
  /** The configuration at a place of the unit cube; what lies outside is put on its border. */
  fromUnit(place: readonly number[]): Config;
};

export type Config = Readonly<Record<string, string | number | boolean>>;
export type Space = readonly (Searched | Constant)[];
export type Searched = Numerical | Categorical;

export type Numerical = {
  readonly kind: 'float' | 'integer';
  readonly name: string;
  readonly lower: number;
  readonly upper: number;
  readonly log: boolean;
  readonly prior: number | null;
  readonly prior_confidence: 'low' | 'medium' | 'high' | null;
  readonly is_fidelity: boolean;
};

export type Categorical = {
  readonly kind: 'categorical';
  readonly name: string;
  readonly choices: readonly (string | number | boolean)[];
  readonly prior: string | number | boolean | null;
  readonly prior_confidence: 'low' | 'medium' | 'high' | null;
};

export type Constant = {
  readonly kind: 'constant';
  readonly name: string;
  readonly value: string | number | boolean;
};

export type Argument = {
  readonly name: string;
  readonly type: 'integer' | 'number' | 'boolean' | 'choice';
  /** `ndim` stands for the number of searched parameters. */
  readonly default: number | boolean | string;
  /** Of an integer or a number, both ends included. */
  readonly minimum?: number | null;
  readonly maximum?: number | null;
  /** Of a `choice`. */
  readonly choices?: readonly string[] | null;
  readonly description?: string;
};

export type Values = Readonly<Record<string, number | boolean | string>>;
