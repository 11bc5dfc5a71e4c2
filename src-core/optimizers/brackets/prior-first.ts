import type { SearchSpace } from '#core/contract/space.ts';
import { decisionsAhead } from '#core/optimizers/bayesian/foreseen.ts';
import type { Ask, OptimizerArguments } from '#core/optimizers/optimizer.ts';
import { priorConfiguration } from '#core/optimizers/prior-configuration.ts';
import { withPrior } from '#core/space/roles.ts';
import { decideWith } from './decide.ts';
import type { RungTable } from './rung-table.ts';

/**
 * `sample_prior_first`: makes the very first trial of a run the configuration of all prior values, in the place that
 * `ask` chose, or with `highest_fidelity` in the highest rung. Does nothing without priors.
 */
export function withPriorFirst(
  ask: Ask,
  space: SearchSpace,
  { table, values }: { readonly table: RungTable; readonly values: OptimizerArguments },
): Ask {
  const wish = values.sample_prior_first ?? false;
  if (wish === false || withPrior(space).length === 0) {
    return ask;
  }
  const decide = decideWith(space, table, ({ rng }) => priorConfiguration(space, rng));
  return (input) => {
    const decision = ask(input);
    const isFirst = input.trials.size === 0 && decisionsAhead(input) === 0;
    if (!isFirst || decision.kind !== 'sample') {
      return decision;
    }
    const rung = wish === 'highest_fidelity' ? table.top : (decision.rung ?? 0);
    return decide.sample(input, { bracket: decision.bracket ?? 0, rung });
  };
}
