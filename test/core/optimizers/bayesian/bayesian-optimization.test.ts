import { describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { bayesianOptimization } from '#core/optimizers/bayesian/bayesian-optimization.ts';
import { failure, inputAfter, simulate, success } from '#core/optimizers/conformance/simulate.ts';
import type { OptimizerArguments } from '#core/optimizers/optimizer.ts';
import { resolveOptimizer } from '#core/optimizers/registry.ts';
import { categorical, constant, float, integer } from '#test/core/space/parameters.ts';
import {
  amongOthers,
  bowl,
  configOf,
  DEFAULTS,
  distance,
  losses,
  lowestLoss,
  PLANE,
  sampled,
  smallestDistance,
} from '../bayesian-runs.ts';

function optimizer(space: SearchSpace = PLANE, values: Partial<OptimizerArguments> = {}) {
  return bayesianOptimization.create(space, { ...DEFAULTS, ...values } as OptimizerArguments);
}

function trialsAfter(steps: number, seed = 1): readonly Trial[] {
  return simulate(optimizer(), PLANE, { steps, outcome: losses(bowl), seed }).trials;
}

describe('bayesian_optimization', () => {
  it.each([1, 2, 3])('comes close to the lowest loss in 25 evaluations (seed %d)', (seed) => {
    expect(lowestLoss(trialsAfter(25, seed))).toBeLessThan(1e-4);
  });

  it('finds the best of choices, integers and logarithms together', () => {
    const space = [
      categorical(['a', 'b', 'c'], { name: 'kind' }),
      integer(1, 100, { name: 'width', log: true }),
      float(1e-5, 1, { name: 'rate', log: true }),
      constant('fixed', 'rest'),
    ];
    const outcome = losses(
      ({ kind, width, rate }) =>
        (kind === 'b' ? 0 : 1) + Math.log10(Number(width) / 20) ** 2 + Math.log10(Number(rate) / 1e-3) ** 2,
    );
    expect(lowestLoss(simulate(optimizer(space), space, { steps: 40, outcome }).trials)).toBeLessThan(0.02);
  });

  it('decides the same for every worker that knows the same, whatever its number', () => {
    const trials = trialsAfter(12);
    const ask = optimizer();
    expect(configOf(ask, inputAfter(trials, 13))).toEqual(configOf(ask, inputAfter(trials, 77)));
  });

  it('looks all over the space once it has closed in on an optimum', () => {
    const late = trialsAfter(60).slice(-20);
    const away = late.filter(({ config }) => distance(PLANE, config, { x: 0.3, y: 0.6 }) > 0.2);
    expect(away.length).toBeGreaterThan(10);
  });

  it('decides about the same whatever the order in which results came', () => {
    const trials = trialsAfter(12);
    const backwards = trials.map((trial, index) => ({ ...trial, ...success(trial.loss, 100 - index) }));
    const [one, other] = [trials, backwards].map((all) => configOf(optimizer(), inputAfter(all, 13)));
    expect(distance(PLANE, one ?? {}, other ?? {})).toBeLessThan(0.02);
  });

  it('evaluates at the highest fidelity', () => {
    const space = [...PLANE, integer(1, 27, { name: 'epochs', is_fidelity: true })];
    const { decisions } = simulate(optimizer(space), space, { steps: 6, outcome: losses(bowl) });
    expect(decisions.map((decision) => 'fidelity' in decision && decision.fidelity)).toEqual(
      Array(6).fill(27),
    );
  });
});

describe('bayesian_optimization in a space with a fidelity', () => {
  const EPOCHS = integer(1, 27, { name: 'epochs', is_fidelity: true });
  const space = [...PLANE, EPOCHS];
  const at = (epochs: number, trial: Trial): Trial => ({
    ...trial,
    config: { ...trial.config, epochs },
    fidelity: epochs,
  });
  const full = trialsAfter(8).map((trial) => at(27, trial));

  it('learns nothing from losses of lower fidelities, done or under way', () => {
    const ask = optimizer(space);
    const lower = [
      { ...at(3, sampled({ x: 0.9, y: 0.9 }, 9)), ...success(-5, 9) },
      { ...at(9, sampled({ x: 0.7, y: 0.9 }, 10)), ...failure('failed', 10) },
      at(1, sampled({ x: 0.31, y: 0.61 }, 11)),
    ];
    expect(configOf(ask, inputAfter([...full, ...lower], 12))).toEqual(configOf(ask, inputAfter(full, 12)));
  });

  it('evaluates what was tried at a lower fidelity alone', () => {
    const small = [integer(1, 3, { name: 'n' }), EPOCHS];
    const trials = [1, 2, 3].map((n) => ({
      ...at(n === 2 ? 3 : 27, sampled({ n }, n)),
      ...success(n, n),
    }));
    expect(configOf(optimizer(small), inputAfter(trials, 4))).toEqual({ n: 2, epochs: 27 });
  });

  it('counts full evaluations for its initial design', () => {
    const ask = optimizer(space);
    const lower = full.slice(0, 6).map((trial) => at(3, trial));
    const [one, other] = [1, 2].map((seed) => configOf(ask, inputAfter(lower, 9, seed)));
    expect(one).not.toEqual(other);
  });
});

describe('bayesian_optimization among trials whose configuration is none of the space', () => {
  it.each([
    ['lacks a parameter', { y: 0.5 }],
    ['has a word for a number', { x: 'wide', y: 0.5 }],
    ['is empty', {}],
  ])('leaves out one that %s, whatever became of it', (_, config) => {
    const trials = trialsAfter(8);
    const damaged = [
      { ...sampled(config, 9), ...success(-1, 9) },
      { ...sampled(config, 10), ...failure('failed', 10) },
      sampled(config, 11),
    ];
    expect(configOf(optimizer(), inputAfter([...trials, ...damaged], 12))).toEqual(
      configOf(optimizer(), inputAfter(trials, 12)),
    );
  });
});

describe('initial_design_size', () => {
  it.each([1, 4, 9])('is how many configurations do not depend on results: %d', (size) => {
    const run = (f: typeof bowl) =>
      simulate(optimizer(PLANE, { initial_design_size: size }), PLANE, {
        steps: size + 3,
        outcome: losses(f),
      }).trials.map(({ config }) => config);
    const [one, other] = [run(bowl), run((config) => -bowl(config))];
    expect(one.slice(0, size)).toEqual(other.slice(0, size));
    expect(one.slice(size)).not.toEqual(other.slice(size));
  });

  it('is the number of parameters where it is not given', () => {
    const { resolved } = resolveOptimizer([...PLANE, constant(1, 'c')], {
      kind: 'named',
      name: 'bayesian_optimization',
      arguments: {},
    });
    expect(resolved?.arguments).toEqual(DEFAULTS);
  });

  it('is spread over the space, other than random points', () => {
    const { trials } = simulate(optimizer(PLANE, { initial_design_size: 12 }), PLANE, {
      steps: 12,
      outcome: losses(bowl),
    });
    expect(
      smallestDistance(
        PLANE,
        trials.map(({ config }) => config),
      ),
    ).toBeGreaterThan(0.1);
  });

  it('counts trials under way, so that workers fill the space together', () => {
    const size = 8;
    const { trials } = simulate(optimizer(PLANE, { initial_design_size: size }), PLANE, {
      steps: size,
      outcome: () => ({}),
    });
    expect(
      smallestDistance(
        PLANE,
        trials.map(({ config }) => config),
      ),
    ).toBeGreaterThan(0.1);
  });
});

describe('sample_prior_first', () => {
  const space = [
    float(0, 1, { name: 'x', prior: 0.25, prior_confidence: 'high' }),
    categorical(['a', 'b'], { name: 'y', prior: 'b', prior_confidence: 'low' }),
  ];

  it('makes the configuration of all prior values the first, once', () => {
    const ask = optimizer(space, { sample_prior_first: true });
    const { trials } = simulate(ask, space, { steps: 4, outcome: losses(() => 1) });
    const isPrior = trials.map(({ config }) => config.x === 0.25 && config.y === 'b');
    expect(isPrior).toEqual([true, false, false, false]);
  });

  it('is left to the first of several workers that begin together', () => {
    const ask = optimizer(space, { sample_prior_first: true });
    const configs = [1, 2, 3].map((number) => configOf(ask, amongOthers([], number, [1, 2, 3])));
    expect(configs.map(({ x }) => x === 0.25)).toEqual([true, false, false]);
  });

  it.each(['bayesian_optimization', 'bayesian_optimization_cost_aware'])(
    'is a use of the priors: the note that %s makes none falls silent',
    (name) => {
      const notes = (given: OptimizerArguments) =>
        resolveOptimizer(space, { kind: 'named', name, arguments: given }).problems.map(({ code }) => code);
      expect(notes({})).toEqual(['optimizer-ignores-priors']);
      expect(notes({ sample_prior_first: true })).toEqual([]);
    },
  );

  it('is off where it is not asked for', () => {
    expect(configOf(optimizer(space), inputAfter([], 1)).x).not.toBe(0.25);
  });
});

describe('surrogate_model', () => {
  it('is a Gaussian process; another is refused', () => {
    const { resolved, problems } = resolveOptimizer(PLANE, {
      kind: 'named',
      name: 'bayesian_optimization',
      arguments: { surrogate_model: 'forest' },
    });
    expect(resolved).toBeNull();
    expect(problems.map(({ argument }) => argument)).toEqual(['surrogate_model']);
  });
});

describe('bayesian_optimization with several workers', () => {
  const NUMBERS = [13, 14, 15, 16, 17, 18, 19, 20];

  it('asks for clearly different points when 8 think at once', () => {
    const trials = trialsAfter(12);
    const configs = NUMBERS.map((number) => configOf(optimizer(), amongOthers(trials, number, NUMBERS)));
    expect(smallestDistance(PLANE, configs)).toBeGreaterThan(0.01);
  });

  it('asks for clearly different points when 8 think one after another', () => {
    const trials = [...trialsAfter(12)];
    for (const number of NUMBERS) {
      const config = configOf(optimizer(), inputAfter(trials, number));
      trials.push(sampled(config, number));
    }
    expect(
      smallestDistance(
        PLANE,
        trials.slice(12).map(({ config }) => config),
      ),
    ).toBeGreaterThan(0.01);
  });

  it('foresees the choices of those who began to think earlier', () => {
    const trials = trialsAfter(12);
    const [first = 0, second = 0] = NUMBERS;
    const foreseen = configOf(optimizer(), amongOthers(trials, second, [first, second]));
    const config = configOf(optimizer(), amongOthers(trials, first, [first, second]));
    const told = [...trials, sampled(config, first)];
    expect(distance(PLANE, foreseen, configOf(optimizer(), inputAfter(told, second)))).toBeLessThan(0.05);
  });

  it('foresees no more than 16 choices: of many workers, the last ones fill gaps', () => {
    const trials = trialsAfter(4);
    const many = Array.from({ length: 40 }, (_, index) => 5 + index);
    const choices = (number: number) =>
      [1, 2].map((seed) =>
        configOf(optimizer(), {
          ...amongOthers(trials, number, many),
          rng: inputAfter([], number, seed).rng,
        }),
      );
    const [one, other] = choices(5 + 16);
    expect(one).toEqual(other);
    const [first, second] = choices(5 + 17);
    expect(first).not.toEqual(second);
  });

  it('takes reservations of later numbers for nothing: they will foresee this one', () => {
    const trials = trialsAfter(12);
    expect(configOf(optimizer(), amongOthers(trials, 13, NUMBERS))).toEqual(
      configOf(optimizer(), inputAfter(trials, 13)),
    );
  });
});

describe('bayesian_optimization in small spaces', () => {
  const space = [integer(1, 5, { name: 'n' }), categorical(['a', 'b', 'c'], { name: 'k' })];
  const outcome = losses(({ n, k }) => Number(n) + (k === 'b' ? 0 : 2));

  it('tries every configuration once before any a second time', () => {
    const { trials } = simulate(optimizer(space), space, { steps: 15, outcome });
    expect(new Set(trials.map(({ config }) => JSON.stringify(config))).size).toBe(15);
  });

  it('fills a gap with what is left where more workers think than are foreseen', () => {
    const trials = Array.from({ length: 14 }, (_, index) => {
      const config = { n: 1 + (index % 5), k: ['a', 'b', 'c'][Math.floor(index / 5)] ?? '' };
      return { ...sampled(config, index + 1), ...success(index, index) };
    });
    const many = Array.from({ length: 20 }, (_, index) => 15 + index);
    const last = configOf(optimizer(space), amongOthers(trials, 34, many));
    expect(last).toEqual({ n: 5, k: 'c' });
  });

  it('goes on when all were tried', () => {
    const { trials } = simulate(optimizer(space), space, { steps: 20, outcome });
    expect(trials).toHaveLength(20);
  });

  it('finds the one of 400 that is left', () => {
    const grid = [integer(1, 20, { name: 'a' }), integer(1, 20, { name: 'b' })];
    const trials = Array.from({ length: 399 }, (_, index) => {
      const place = index < 246 ? index : index + 1;
      const config = { a: 1 + (place % 20), b: 1 + Math.floor(place / 20) };
      return { ...sampled(config, index + 1), ...success(index % 7, index) };
    });
    expect(configOf(optimizer(grid), inputAfter(trials, 400))).toEqual({ a: 7, b: 13 });
  });
});

describe('bayesian_optimization with failures', () => {
  /** Fails beyond x = 0.5; the lowest loss is at that edge. */
  const edge = (trial: Trial, step: number) =>
    Number(trial.config.x) > 0.5
      ? failure('failed', step)
      : success(1 - Number(trial.config.x) + (Number(trial.config.y) - 0.5) ** 2, step);

  it.each([
    ['no value', null],
    ['a bad value', 10],
    ['a huge value', 1e12],
  ])('is not lured deep into where evaluations fail, with %s for a failure', (_, onError) => {
    const trials: Trial[] = [];
    const ask = optimizer();
    for (let step = 1; step <= 40; step++) {
      const input = { ...inputAfter(trials, step), onError: { loss: onError, cost: null } };
      const trial = sampled(configOf(ask, input), step);
      trials.push({ ...trial, ...edge(trial, step) });
    }
    // The best that is known lies at the edge, half of whose surroundings fail.
    expect(lowestLoss(trials)).toBeLessThan(0.53);
    expect(trials.slice(20).filter(({ config }) => Number(config.x) > 0.75).length).toBeLessThan(6);
  });

  it('takes loss_value_on_error for the loss of a failure', () => {
    const trials = trialsAfter(10);
    const failed = trials.map((trial, index) =>
      index === 4 ? { ...trial, ...failure('failed', 5) } : trial,
    );
    const told = trials.map((trial, index) => (index === 4 ? { ...trial, ...success(0.4, 5) } : trial));
    const withValue = { ...inputAfter(failed, 11), onError: { loss: 0.4, cost: null } };
    expect(configOf(optimizer(), withValue)).toEqual(configOf(optimizer(), inputAfter(told, 11)));
    expect(configOf(optimizer(), inputAfter(failed, 11))).not.toEqual(configOf(optimizer(), withValue));
  });

  it.each(['NaN', 'Infinity', '-Infinity'] as const)('takes a loss of %s for a failure', (loss) => {
    const trials = trialsAfter(10);
    const odd = trials.map((trial, index) => (index === 4 ? { ...trial, ...success(loss, 5) } : trial));
    const failed = trials.map((trial, index) =>
      index === 4 ? { ...trial, ...failure('failed', 5) } : trial,
    );
    expect(configOf(optimizer(), inputAfter(odd, 11))).toEqual(configOf(optimizer(), inputAfter(failed, 11)));
  });

  it('keeps spreading over the space as long as everything fails', () => {
    const { trials } = simulate(optimizer(), PLANE, {
      steps: 15,
      outcome: (_, step) => failure('crashed', step),
    });
    expect(
      smallestDistance(
        PLANE,
        trials.map(({ config }) => config),
      ),
    ).toBeGreaterThan(0.05);
  });
});
