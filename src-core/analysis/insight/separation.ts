import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import type { Config, ConfigValue } from '#core/contract/value.ts';
import { firstWhere } from '#core/numerics/first-where.ts';

/** How many of several trials a rule meets. */
type Share = { readonly inside: number; readonly all: number };

/**
 * One rule on one parameter that parts failures from successes as well as one can. `score` is the share of failures that
 * meet it less the share of successes that do (Youden's J), between 0 and 1.
 */
export type Separation = {
  readonly parameter: string;
  readonly rule: 'at-least' | 'at-most' | 'is';
  readonly value: ConfigValue;
  readonly failed: Share;
  readonly succeeded: Share;
  readonly score: number;
};

/** Fewer trials on either side tell nothing. */
const LEAST_TRIALS = 3;
/** Rules that part less are chance as often as not. */
const LEAST_SCORE = 0.5;

/**
 * The rules that separate failures from successes best, one a parameter, the best first. A difference that was found this way is a
 * hint to look, no proof: with many parameters some separate by chance.
 */
export function separations(
  space: SearchSpace,
  failed: readonly Config[],
  succeeded: readonly Config[],
): readonly Separation[] {
  if (failed.length < LEAST_TRIALS || succeeded.length < LEAST_TRIALS) {
    return [];
  }
  return space
    .flatMap((parameter) => bestRule(parameter, { failed, succeeded }) ?? [])
    .filter(({ score }) => score >= LEAST_SCORE)
    .toSorted((a, b) => b.score - a.score);
}

type Sides = { readonly failed: readonly Config[]; readonly succeeded: readonly Config[] };

function bestRule(parameter: Parameter, sides: Sides): Separation | null {
  switch (parameter.kind) {
    case 'constant':
      return null;
    case 'categorical':
      return best(parameter.choices.map((choice) => scored(parameter.name, 'is', choice, sides)));
    default:
      return bestThreshold(parameter.name, sides);
  }
}

/** Thresholds are values of failures: they bound the region that fails. */
function bestThreshold(name: string, sides: Sides): Separation | null {
  const values = new Set(sides.failed.map((config) => config[name]));
  const numbers = [...values].filter((value) => typeof value === 'number').toSorted((a, b) => a - b);
  const failures = ascending(name, sides.failed);
  const successes = ascending(name, sides.succeeded);
  let chosen: { value: number; rule: 'at-least' | 'at-most'; score: number } | null = null;
  for (const value of numbers) {
    const atMost = shareUpTo(failures, value) - shareUpTo(successes, value);
    const atLeast = shareBelow(successes, value) - shareBelow(failures, value);
    const rule = atMost >= atLeast ? 'at-most' : 'at-least';
    const score = Math.max(atMost, atLeast);
    if (chosen === null || score > chosen.score) {
      chosen = { value, rule, score };
    }
  }
  return chosen === null ? null : scored(name, chosen.rule, chosen.value, sides);
}

function ascending(name: string, configs: readonly Config[]): readonly number[] {
  return configs
    .map((config) => config[name])
    .filter((value) => typeof value === 'number')
    .toSorted((a, b) => a - b);
}

/** The share of ascending numbers up to a value. */
function shareUpTo(numbers: readonly number[], value: number): number {
  return firstWhere(numbers.length, (place) => (numbers[place] ?? 0) > value) / Math.max(numbers.length, 1);
}

function shareBelow(numbers: readonly number[], value: number): number {
  return firstWhere(numbers.length, (place) => (numbers[place] ?? 0) >= value) / Math.max(numbers.length, 1);
}

function scored(
  parameter: string,
  rule: Separation['rule'],
  value: ConfigValue,
  { failed, succeeded }: Sides,
): Separation {
  const share = (configs: readonly Config[]): Share => ({
    inside: configs.filter((config) => meets(config[parameter], rule, value)).length,
    all: configs.length,
  });
  const [failures, successes] = [share(failed), share(succeeded)];
  const score = failures.inside / failures.all - successes.inside / successes.all;
  return { parameter, rule, value, failed: failures, succeeded: successes, score };
}

function meets(value: ConfigValue | undefined, rule: Separation['rule'], bound: ConfigValue): boolean {
  if (rule === 'is') {
    return value === bound;
  }
  if (typeof value !== 'number' || typeof bound !== 'number') {
    return false;
  }
  return rule === 'at-least' ? value >= bound : value <= bound;
}

function best(rules: readonly Separation[]): Separation | null {
  return rules.reduce<Separation | null>((a, b) => (a === null || b.score > a.score ? b : a), null);
}
