import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { decisionsAhead } from '#core/optimizers/bayesian/foreseen.ts';
import type { AskInput } from '#core/optimizers/optimizer.ts';
import { priorConfiguration } from '#core/optimizers/prior-configuration.ts';
import { withPrior } from '#core/space/roles.ts';

/**
 * The configuration of all prior values, as long as no trial has had them in this rung or a higher one; null
 * afterwards, and where another worker is about to draw it.
 *
 * @param rung where the new trial begins
 */
export function untriedMode(space: SearchSpace, input: AskInput, rung: number): Config | null {
  const believed = withPrior(space);
  const isMode = (config: Config) => believed.every(({ name, prior }) => config[name] === prior);
  const isTried = input.trials.rungs.some(
    (view) => view.rung >= rung && view.trials.some(({ config }) => isMode(config)),
  );
  return isTried || decisionsAhead(input) > 0 ? null : priorConfiguration(space, input.rng);
}
