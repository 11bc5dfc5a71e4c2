import type { Config } from '#core/contract/value.ts';

/** `p1`, `p2`, … */
export function parameterNames(parameters: number): readonly string[] {
  return Array.from({ length: parameters }, (_, index) => `p${index + 1}`);
}

/** @param draw - numbers between 0 and 1 */
export function configOf(parameters: number, draw: () => number): Config {
  return Object.fromEntries(parameterNames(parameters).map((name) => [name, draw()]));
}

/** A loss with a valley and some noise, so that the best is not found at once. */
export function lossOf(config: Config, draw: () => number): number {
  const [first = 0, second = 0] = Object.values(config).map(Number);
  return (first - 0.3) ** 2 + 0.5 * (second - 0.7) ** 2 + 0.05 * draw() + 0.01;
}
