import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Trial } from '#core/contract/trial.ts';
import type { AskDecision, OptimizerArguments, OptimizerDefinition } from '#core/optimizers/optimizer.ts';
import { createRng } from '#core/space/rng.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { sampleUniform } from '#core/space/sampling.ts';
import { configProblems } from '#core/space/validate-config.ts';
import { searchSpace } from '#test/core/space/arbitrary-space.ts';
import { categorical, constant, float, integer } from '#test/core/space/parameters.ts';
import {
  failure,
  inputAfter,
  type Outcome,
  type Simulation,
  simulate,
  success,
  trialOf,
} from './simulate.ts';

const RATE = float(1e-5, 1e-1, { name: 'rate', log: true, prior: 1e-3, prior_confidence: 'medium' });
const EPOCHS = integer(1, 27, { name: 'epochs', is_fidelity: true });

const SPACES: Readonly<Record<string, SearchSpace>> = {
  'of one parameter': [RATE],
  'of one parameter and a fidelity': [RATE, EPOCHS],
  'of one value': [
    categorical(['only'], { name: 'choice', prior: 'only', prior_confidence: 'high' }),
    constant(1, 'one'),
  ],
  'of two values': [integer(1, 2, { name: 'depth' }), { ...EPOCHS, upper: 2 }],
  'of every kind': [
    constant('resnet', 'model'),
    categorical(['adam', 'sgd', true, 2], { name: 'optimizer', prior: 'sgd', prior_confidence: 'low' }),
    EPOCHS,
    float(-1, 1, { name: 'shift' }),
    integer(1, 1024, { name: 'width', log: true, prior: 64, prior_confidence: 'high' }),
    RATE,
  ],
  'of 100 parameters': Array.from({ length: 100 }, (_, index) => float(0, 1, { name: `p${index}` })),
};

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  successes: (_, step) => success(Math.sin(step), step),
  'equal losses': (_, step) => success(1, step),
  'failures alone': (_, step) => failure('failed', step),
  'crashes alone': (_, step) => failure('crashed', step),
  'NaN alone': (_, step) => success('NaN', step),
  infinities: (_, step) => success(step % 2 === 0 ? 'Infinity' : '-Infinity', step),
  'huge losses': (_, step) => success((-1) ** step * Number.MAX_VALUE, step),
  'trials that never end': () => ({}),
  'results out of order': (_, step) => success(step, 1000 - step),
  'a mixture': (_, step) =>
    [success(1 / step, step), failure('failed', step), success('NaN', step), {}, success(step, 2 * step)][
      step % 5
    ] ?? {},
};

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

type Decided<Kind extends AskDecision['kind']> = AskDecision & { readonly kind: Kind };

function sampleProblems({ config, fidelity }: Decided<'sample'>, space: SearchSpace): string[] {
  const resource = fidelityOf(space);
  const inConfig = resource === null ? null : config[resource.name];
  const isInOrder = Object.keys(config).join() === space.map(({ name }) => name).join();
  return [
    ...configProblems(space, config),
    ...(inConfig === fidelity ? [] : ['names another fidelity than its configuration has']),
    ...(isInOrder ? [] : ['has another order than the space']),
  ];
}

function promoteProblems({ from, rung, fidelity }: Decided<'promote'>, before: readonly Trial[]): string[] {
  const source = before.find(({ trial }) => trial === from);
  const isPromotable = source?.state === 'success' && before.every(({ previous }) => previous !== from);
  const goesUp = (source?.rung ?? 0) < rung && (source?.fidelity ?? 0) < fidelity;
  return isPromotable && goesUp ? [] : [`cannot promote ${from}`];
}

/** What is wrong with a decision by itself and by the trials before it. */
function decisionProblems(decision: AskDecision, space: SearchSpace, before: readonly Trial[]): string[] {
  switch (decision.kind) {
    case 'sample':
      return sampleProblems(decision, space);
    case 'promote':
      return promoteProblems(decision, before);
    case 'wait':
      return before.some(({ state }) => state === 'evaluating') ? [] : ['waits for nothing'];
    case 'done':
      return decision.because === '' ? ['is done without a reason'] : [];
  }
}

function simulationProblems({ trials, decisions }: Simulation, space: SearchSpace): string[] {
  return decisions.flatMap((decision, index) => decisionProblems(decision, space, trials.slice(0, index)));
}

/**
 * What every optimizer must keep, whatever it is: to be run for each definition with each of its ways of working.
 */
export function describeConformance(definition: OptimizerDefinition, values: OptimizerArguments): void {
  const usable = Object.entries(SPACES).filter(([, space]) => definition.refuse(space) === null);
  const create = (space: SearchSpace) => definition.create(space, values);

  describe(`${definition.info.name} with ${JSON.stringify(values)}`, () => {
    it('names its arguments completely', () => {
      expect(Object.keys(values)).toEqual(definition.info.arguments.map(({ name }) => name));
    });

    for (const [spaceName, space] of usable) {
      it.each(Object.entries(OUTCOMES))(`decides well in a space ${spaceName} after %s`, (_, outcome) => {
        const simulation = simulate(create(space), space, { steps: 40, outcome });
        expect(simulation.decisions.length).toBeGreaterThan(0);
        expect(simulationProblems(simulation, space)).toEqual([]);
      });
    }

    it('stays in any space that it does not refuse', () => {
      fc.assert(
        fc.property(searchSpace, fc.maxSafeInteger(), (space, seed) => {
          fc.pre(definition.refuse(space) === null);
          const outcome: Outcome = (_, step) => success(step % 3, step);
          const simulation = simulate(create(space), space, { steps: 10, outcome, seed });
          expect(simulationProblems(simulation, space)).toEqual([]);
        }),
      );
    });

    it.each(usable)('decides the same for the same trials, seed and number in a space %s', (_, space) => {
      const outcome: Outcome = (trial, step) => success(Object.keys(trial.config).length / step, step);
      const run = { steps: 30, outcome, seed: 11 };
      expect(simulate(create(space), space, run)).toEqual(simulate(create(space), space, run));
    });

    it.each(usable)('keeps nothing in mind from one call to the next in a space %s', (_, space) => {
      const mixture = OUTCOMES['a mixture'] ?? (() => ({}));
      const { trials } = simulate(create(space), space, { steps: 20, outcome: mixture });
      const used = create(space);
      for (const number of [3, 21, 8]) {
        used(inputAfter(trials.slice(0, number), number, 99));
      }
      expect(used(inputAfter(trials, 21))).toEqual(create(space)(inputAfter(trials, 21)));
    });

    it.each(usable)('changes nothing that it is given in a space %s', (_, space) => {
      const frozen = deepFreeze(structuredClone(space)) as SearchSpace;
      const ask = definition.create(frozen, Object.freeze({ ...values }));
      const outcome: Outcome = (_trial, step) => success(step, step);
      const { trials } = simulate(create(space), space, { steps: 12, outcome });
      expect(() => ask(inputAfter(deepFreeze(structuredClone(trials)) as Trial[], 13))).not.toThrow();
    });

    it('follows the seed', () => {
      const [, space] = usable[0] ?? ['', []];
      const outcome: Outcome = (_, step) => success(step, step);
      const [one, other] = [1, 2].map((seed) => simulate(create(space), space, { steps: 5, outcome, seed }));
      expect(one?.trials).not.toEqual(other?.trials);
    });

    it('copes with 10,000 trials, most of which it did not ask for', () => {
      const [, space] = usable[0] ?? ['', []];
      const fidelity = fidelityOf(space)?.upper ?? null;
      const trials = Array.from({ length: 10_000 }, (_, index) => {
        const config = sampleUniform(space, createRng(5, index + 1));
        const decision = { kind: 'sample', config, bracket: null, rung: null, fidelity } as const;
        const trial = trialOf(decision, index + 1, { trials: [], space });
        return { ...trial, ...success(index % 97, index) };
      });
      const decision = create(space)(inputAfter(trials, 10_001));
      expect(decisionProblems(decision, space, trials)).toEqual([]);
    });
  });
}
