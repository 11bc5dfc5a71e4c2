import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { AskDecision } from '#core/optimizers/optimizer.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { configProblems } from '#core/space/validate-config.ts';

type Decided<Kind extends AskDecision['kind']> = AskDecision & { readonly kind: Kind };

function sampleProblems({ config, fidelity }: Decided<'sample'>, space: SearchSpace): string[] {
  const resource = fidelityOf(space);
  const inConfig = resource === null ? null : config[resource.name];
  const isInOrder = Object.keys(config).join() === space.map(({ name }) => name).join();
  return [
    ...configProblems(space, config),
    ...(inConfig === fidelity ? [] : [`names the fidelity ${fidelity}, its configuration has ${inConfig}`]),
    ...(isInOrder ? [] : ['has its parameters in another order than the space']),
  ];
}

function promoteProblems({ from, rung, fidelity }: Decided<'promote'>, before: readonly Trial[]): string[] {
  const source = before.find(({ trial }) => trial === from);
  const isPromotable = source?.state === 'success' && before.every(({ previous }) => previous !== from);
  const goesUp = (source?.rung ?? -1) < rung && (source?.fidelity ?? 0) < fidelity;
  return [
    ...(isPromotable ? [] : [`promotes ${from}, which is no success or was promoted before`]),
    ...(goesUp ? [] : [`promotes ${from} to rung ${rung} and fidelity ${fidelity}, which are no higher`]),
  ];
}

/**
 * What is wrong with a decision by itself and by the trials before it; empty where nothing is.
 *
 * @param others how many others decide at the same time: their decisions can be waited for too
 */
export function decisionProblems(
  decision: AskDecision,
  space: SearchSpace,
  before: readonly Trial[],
  others = 0,
): readonly string[] {
  switch (decision.kind) {
    case 'sample':
      return sampleProblems(decision, space);
    case 'promote':
      return promoteProblems(decision, before);
    case 'wait':
      return others > 0 || before.some(({ state }) => state === 'evaluating')
        ? []
        : ['waits, though no trial is under way whose end it could wait for'];
    case 'done':
      return decision.because === '' ? ['is done without a reason'] : [];
  }
}
