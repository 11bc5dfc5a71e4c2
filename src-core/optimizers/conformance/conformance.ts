import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { checkArguments, type GivenArguments } from '#core/optimizers/definition/optimizer-arguments.ts';
import { refusalOf } from '#core/optimizers/definition/space-fit.ts';
import type { OptimizerArguments, OptimizerDefinition } from '#core/optimizers/optimizer.ts';
import { searchable } from '#core/space/roles.ts';
import { CHECKS, type Check, type Subject } from './checks.ts';
import { SPACES } from './spaces.ts';

/** How one check ended. */
type CheckOutcome = {
  readonly title: string;
  readonly passed: boolean;
  /** What was not kept, a sentence each. */
  readonly problems: readonly string[];
};

/** An optimizer that is ready to be put to the test. */
export type Examination = {
  /** The arguments in the first space that it can use. */
  readonly arguments: OptimizerArguments;
  /** The spaces of the suite that it refuses, with its reason. */
  readonly refused: readonly { readonly space: string; readonly because: string }[];
  /** In order; each is run when its `run` is called, and raises nothing. */
  readonly checks: readonly { readonly title: string; readonly run: () => CheckOutcome }[];
};

/** Enough for two rungs of a bracket to fill and for a model to decide. */
const STEPS = 40;

/** One that refuses everything passes all other checks. */
const USABLE: Check = {
  title: 'can use at least one of the spaces',
  run: ({ spaces }) => (spaces.length > 0 ? [] : ['it refuses every space']),
};

/** What the optimizer refuses with, or null; a `refuse` that raises is for the checks to meet. */
function safeRefusalOf(definition: OptimizerDefinition, space: SearchSpace): string | null {
  try {
    return refusalOf(definition, space);
  } catch {
    return null;
  }
}

function runCheck(check: Check, subject: Subject): CheckOutcome {
  const problems = attempt(() => check.run(subject));
  return { title: check.title, passed: problems.length === 0, problems };
}

function attempt(run: () => readonly string[]): readonly string[] {
  try {
    return run();
  } catch (thrown) {
    return [`it raised: ${messageOf(thrown)}`];
  }
}

/**
 * Puts an optimizer to the test: what every optimizer keeps, ours and the user's own, in spaces from one value to a
 * hundred parameters, after every kind of result.
 *
 * @param given arguments beside the defaults
 * @param steps the decisions of each search; fewer for a quick look
 * @throws IncumbentError `usage` where the optimizer does not take these arguments
 */
export function examine(
  definition: OptimizerDefinition,
  given: GivenArguments = {},
  steps: number = STEPS,
): Examination {
  const values = (space: SearchSpace) => {
    const checked = checkArguments(definition.info, given, searchable(space).length);
    if (checked.problems.length > 0) {
      throw new IncumbentError('usage', checked.problems.map(({ message }) => message).join('\n'));
    }
    return checked.values;
  };
  const all = Object.entries(SPACES).map(([name, space]) => ({
    name,
    space,
    because: safeRefusalOf(definition, space),
  }));
  const spaces = all
    .filter(({ because }) => because === null)
    .map(({ name, space }) => [name, space] as const);
  const subject: Subject = { definition, values, spaces, steps };
  return {
    arguments: values(spaces[0]?.[1] ?? []),
    refused: all.flatMap(({ name, because }) => (because === null ? [] : [{ space: name, because }])),
    checks: [USABLE, ...CHECKS].map((check) => ({
      title: check.title,
      run: () => runCheck(check, subject),
    })),
  };
}
