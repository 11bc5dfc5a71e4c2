import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { refusalOf } from '#core/optimizers/definition/space-fit.ts';
import type { Ask, AskInput, OptimizerArguments, OptimizerDefinition } from '#core/optimizers/optimizer.ts';
import { createRng } from '#core/space/rng.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { sampleUniform } from '#core/space/sampling.ts';
import { manyTrials } from './many-trials.ts';
import { COSTS, OUTCOMES } from './outcomes.ts';
import { decisionProblems, parallelProblems } from './parallel.ts';
import { inputAfter, type Outcome, type Simulation, simulate, success, trialOf } from './simulate.ts';
import { anySpace } from './spaces.ts';

/** What is put to the test: an optimizer with one set of arguments, in the spaces that it does not refuse. */
export type Subject = {
  readonly definition: OptimizerDefinition;
  readonly values: (space: SearchSpace) => OptimizerArguments;
  readonly spaces: readonly (readonly [name: string, space: SearchSpace])[];
  /** How many decisions a search has. */
  readonly steps: number;
};

/** One thing that an optimizer must keep; `run` answers what it did not keep, a sentence each. */
export type Check = { readonly title: string; readonly run: (subject: Subject) => readonly string[] };

const RANDOM_SPACES = 30;
const MANY_TRIALS = 10_000;
/** A synchronous bracket may take a search for itself; two show whether there is another one. */
const SEARCHES_OF_PATTERN = 2;
const STEPS_AFTER_MANY = 2;
/** Where many trials are looked at, unless it is refused; in every space it would take long. */
const RICHEST_SPACE = 'of every kind';
const FOREIGN_TRIALS = 100;

function createFor({ definition, values }: Subject, space: SearchSpace): Ask {
  return definition.create(space, values(space));
}

/** @param before how many trials there were before the first decision */
function problemsOf({ trials, decisions }: Simulation, space: SearchSpace, before = 0): readonly string[] {
  return decisions.flatMap((decision, index) =>
    decisionProblems(decision, space, trials.slice(0, before + index)).map(
      (problem) => `trial ${before + index + 1}: ${problem}`,
    ),
  );
}

/** A check that holds in each space by itself. */
function inEachSpace(
  title: string,
  problems: (subject: Subject, space: SearchSpace) => readonly string[],
): Check {
  return {
    title,
    run: (subject) =>
      subject.spaces.flatMap(([name, space]) =>
        problems(subject, space).map((problem) => `in a space ${name}: ${problem}`),
      ),
  };
}

const AFTER_OUTCOMES: readonly Check[] = Object.entries(OUTCOMES).map(([name, outcome]) =>
  inEachSpace(`decides well after ${name}`, (subject, space) =>
    problemsOf(simulate(createFor(subject, space), space, { steps: subject.steps, outcome }), space),
  ),
);

const AFTER_COSTS = inEachSpace('decides well after costs that use up a budget', (subject, space) =>
  problemsOf(simulate(createFor(subject, space), space, { steps: subject.steps, ...COSTS }), space),
);

const IN_ANY_SPACE: Check = {
  title: `stays within ${RANDOM_SPACES} spaces drawn at random`,
  run: (subject) =>
    Array.from({ length: RANDOM_SPACES }, (_, index) => index).flatMap((index) => {
      const space = anySpace(createRng(31, index));
      if (refusalOf(subject.definition, space) !== null) {
        return [];
      }
      const outcome: Outcome = (_, step) => success(step % 3, step);
      const simulation = simulate(createFor(subject, space), space, { steps: 8, outcome });
      return problemsOf(simulation, space).map((problem) => `${problem} (space ${JSON.stringify(space)})`);
    }),
};

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

const REPRODUCIBLE = inEachSpace(
  'decides the same for the same trials, seed and number',
  (subject, space) => {
    const run = { steps: subject.steps, outcome: OUTCOMES.successes, seed: 11 };
    const [one, other] = [1, 2].map(() => simulate(createFor(subject, space), space, run).decisions);
    const at = one?.findIndex((decision, index) => !isSame(decision, other?.[index])) ?? -1;
    return at === -1
      ? []
      : [`trial ${at + 1} is ${JSON.stringify(one?.[at])}, again ${JSON.stringify(other?.[at])}`];
  },
);

const WITHOUT_MEMORY = inEachSpace(
  'decides the same in any worker, whatever that decided before',
  (subject, space) => {
    const outcome = OUTCOMES['a mixture of all'];
    const { trials } = simulate(createFor(subject, space), space, { steps: subject.steps, outcome });
    const used = createFor(subject, space);
    for (const number of [3, trials.length + 1, 8]) {
      used(inputAfter(trials.slice(0, number), number, 99));
    }
    const [old, fresh] = [used, createFor(subject, space)].map((ask) =>
      ask(inputAfter(trials, trials.length + 1)),
    );
    return isSame(old, fresh)
      ? []
      : [`a worker in use decides ${JSON.stringify(old)}, one that just began ${JSON.stringify(fresh)}`];
  },
);

const IN_PARALLEL = inEachSpace(
  'decides well for four workers, two of them at the same moment',
  (subject, space) => parallelProblems(() => createFor(subject, space), space, subject.steps),
);

/** Spaces and trials are data that JSON can carry. */
function copyOf<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

/** Frozen to its depths; a view's lists and its trials are what an optimizer could change. */
function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

function frozenInput(input: AskInput): AskInput {
  frozen(input.trials.completed);
  frozen(input.trials.rungs);
  for (const state of ['success', 'failed', 'evaluating'] as const) {
    frozen(input.trials.inState(state));
  }
  return input;
}

const UNCHANGING = inEachSpace('changes nothing that it is given', (subject, space) => {
  const { definition } = subject;
  const { trials } = simulate(createFor(subject, space), space, {
    steps: subject.steps,
    outcome: OUTCOMES.successes,
  });
  const ask = definition.create(frozen(copyOf(space)), frozen({ ...subject.values(space) }));
  ask(frozenInput(inputAfter(copyOf(trials), trials.length + 1)));
  return [];
});

/** Trials that no optimizer asked for: enqueued ones, or those of another program. */
function foreignTrials(space: SearchSpace, count: number): readonly Trial[] {
  const fidelity = fidelityOf(space)?.upper ?? null;
  return Array.from({ length: count }, (_, index) => {
    const config = sampleUniform(space, createRng(5, index + 1));
    const decision = { kind: 'sample', config, bracket: null, rung: null, fidelity } as const;
    return { ...trialOf(decision, index + 1, { trials: [], space }), ...success(index % 97, index) };
  });
}

function afterForeign(subject: Subject, space: SearchSpace, count: number): readonly string[] {
  const trials = foreignTrials(space, count);
  const decision = createFor(subject, space)(inputAfter(trials, count + 1));
  return decisionProblems(decision, space, trials);
}

const AFTER_FOREIGN = inEachSpace(
  `goes on from ${FOREIGN_TRIALS} trials that it did not ask for`,
  (subject, space) => afterForeign(subject, space, FOREIGN_TRIALS),
);

function afterMany(subject: Subject, space: SearchSpace): readonly string[] {
  const size = { count: MANY_TRIALS, steps: subject.steps * SEARCHES_OF_PATTERN };
  const after = manyTrials(createFor(subject, space), space, size);
  const { outcome, told } = COSTS;
  const search = { steps: STEPS_AFTER_MANY, outcome, told, after };
  return problemsOf(simulate(createFor(subject, space), space, search), space, after.length);
}

const AFTER_MANY: Check = {
  title: `goes on from ${MANY_TRIALS.toLocaleString('en')} trials`,
  run: (subject) => {
    const chosen = subject.spaces.find(([name]) => name === RICHEST_SPACE) ?? subject.spaces[0];
    return chosen === undefined ? [] : afterMany(subject, chosen[1]);
  },
};

/** What every optimizer keeps, whatever it is. */
export const CHECKS: readonly Check[] = [
  ...AFTER_OUTCOMES,
  AFTER_COSTS,
  IN_ANY_SPACE,
  REPRODUCIBLE,
  WITHOUT_MEMORY,
  IN_PARALLEL,
  UNCHANGING,
  AFTER_FOREIGN,
  AFTER_MANY,
];
