import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { inputAfter, type Outcome, success, trialOf } from '#core/optimizers/conformance/simulate.ts';
import type { Ask, AskInput } from '#core/optimizers/optimizer.ts';
import { encodeValue } from '#core/space/unit-cube.ts';
import { float } from '#test/core/space/parameters.ts';

/** Two floats. */
export const PLANE: SearchSpace = [float(0, 1, { name: 'x' }), float(0, 1, { name: 'y' })];

/** The arguments of the Bayesian optimizers at their defaults, for two parameters. */
export const DEFAULTS = { initial_design_size: 2, surrogate_model: 'gp', sample_prior_first: false };

/** A bowl whose lowest place is (0.3, 0.6), with the value 0. */
export function bowl({ x, y }: Config): number {
  return (Number(x) - 0.3) ** 2 + 2 * (Number(y) - 0.6) ** 2;
}

/** Every trial succeeds with the loss that its configuration has. */
export function losses(f: (config: Config) => number): Outcome {
  return ({ config }, step) => success(f(config), step);
}

/** The configuration that is decided on; nothing else is expected of these optimizers. */
export function configOf(ask: Ask, input: AskInput): Config {
  const decision = ask(input);
  if (decision.kind !== 'sample') {
    throw new Error(`A new configuration was expected; found ${JSON.stringify(decision)}`);
  }
  return decision.config;
}

export function distance(space: SearchSpace, one: Config, other: Config): number {
  const separations = space.map((parameter) => {
    const [a, b] = [one[parameter.name] ?? 0, other[parameter.name] ?? 0];
    return encodeValue(parameter, a) - encodeValue(parameter, b);
  });
  return Math.hypot(...separations);
}

/** The smallest distance between any two of the configurations, in the unit cube. */
export function smallestDistance(space: SearchSpace, configs: readonly Config[]): number {
  const all = configs.flatMap((one, i) => configs.slice(i + 1).map((other) => distance(space, one, other)));
  return Math.min(...all);
}

export function lowestLoss(trials: readonly Trial[]): number {
  return Math.min(...trials.map(({ loss }) => (typeof loss === 'number' ? loss : Number.POSITIVE_INFINITY)));
}

/** What worker `number` is given while the workers of all `reserved` numbers think. */
export function amongOthers(trials: readonly Trial[], number: number, reserved: readonly number[]): AskInput {
  return { ...inputAfter(trials, number), reserved: reserved.filter((other) => other !== number) };
}

/** The trial of a configuration, as it is while it is evaluated. */
export function sampled(config: Config, number: number): Trial {
  const decision = { kind: 'sample', config, bracket: null, rung: null, fidelity: null } as const;
  return trialOf(decision, number, { trials: [], space: [] });
}
