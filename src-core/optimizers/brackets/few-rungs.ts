import type { NumericalParameter, SearchSpace } from '#core/contract/space.ts';
import type { OptimizerProblem } from '#core/optimizers/definition/optimizer-problem.ts';
import type { OptimizerArguments } from '#core/optimizers/optimizer.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { rungTable } from './rung-table.ts';

/**
 * Reports arguments that leave too few rungs of the space: an error if `early_stopping_rate` skips all of them, a
 * warning if one is left, because every trial is then evaluated at the full fidelity.
 */
export function fewRungs(
  optimizer: string,
  space: SearchSpace,
  { eta, early_stopping_rate: rate = 0 }: OptimizerArguments,
): readonly OptimizerProblem[] {
  const fidelity = fidelityOf(space);
  if (fidelity === null) {
    return [];
  }
  const { top } = rungTable(fidelity, Number(eta));
  const given = { optimizer, fidelity, eta: Number(eta), rate: Number(rate) };
  if (given.rate > top) {
    return [tooManySkipped(given, top)];
  }
  if (top === 0) {
    return [noSecondRung(given)];
  }
  return given.rate === top ? [allButOneSkipped(given, top)] : [];
}

type Given = {
  readonly optimizer: string;
  readonly fidelity: NumericalParameter;
  readonly eta: number;
  readonly rate: number;
};

function tooManySkipped({ optimizer, fidelity, eta, rate }: Given, top: number): OptimizerProblem {
  const rungs = top === 0 ? 'one rung' : `${top + 1} rungs`;
  return {
    severity: 'error',
    code: 'optimizer-argument-invalid',
    message:
      `\`early_stopping_rate\` of \`${optimizer}\` must be at most ${top}, because \`${fidelity.name}\` from ` +
      `${fidelity.lower} to ${fidelity.upper} has ${rungs} with \`eta: ${eta}\` and one must stay; found ${rate}.`,
    argument: 'early_stopping_rate',
  };
}

function noSecondRung(given: Given): OptimizerProblem {
  const { name, lower, upper } = given.fidelity;
  const largest = Math.floor(upper / lower);
  const remedy = largest < 2 ? `Widen the bounds of \`${name}\`.` : `Use an \`eta\` of at most ${largest}.`;
  const cause = `from ${lower} to ${upper} there is one rung with \`eta: ${given.eta}\``;
  return oneRung(given, { cause, remedy, argument: 'eta' });
}

function allButOneSkipped(given: Given, top: number): OptimizerProblem {
  const cause = `\`early_stopping_rate: ${given.rate}\` leaves one of ${top + 1} rungs`;
  return oneRung(given, { cause, remedy: `Use at most ${top - 1}.`, argument: 'early_stopping_rate' });
}

function oneRung(
  { optimizer, fidelity }: Given,
  { cause, remedy, argument }: { readonly cause: string; readonly remedy: string; readonly argument: string },
): OptimizerProblem {
  const message = `\`${optimizer}\` evaluates every trial at \`${fidelity.name}: ${fidelity.upper}\`: ${cause}. ${remedy}`;
  return { severity: 'warning', code: 'optimizer-one-rung', message, argument };
}
