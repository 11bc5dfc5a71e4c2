import { nearest } from '#core/config/near-names.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { OptimizerInfo, ResolvedOptimizer } from '#core/contract/optimizers.ts';
import type { OptimizerChoice } from '#core/contract/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { searchable } from '#core/space/roles.ts';
import { asha, ashaPrior } from './asha.ts';
import { asynchronousHyperband, asynchronousHyperbandPrior } from './asynchronous-hyperband.ts';
import { chooseAutomatically } from './automatic-choice.ts';
import { bayesianOptimization } from './bayesian-optimization.ts';
import { costAwareBayesianOptimization } from './bayesian-optimization-cost-aware.ts';
import { CATALOGUE, catalogueEntry, type KnownOptimizer, knownOptimizer } from './catalogue.ts';
import { hyperband, hyperbandPrior } from './hyperband.ts';
import { mobster } from './mobster.ts';
import type { Ask, OptimizerDefinition } from './optimizer.ts';
import { checkArguments, type GivenArguments } from './optimizer-arguments.ts';
import type { OptimizerProblem } from './optimizer-problem.ts';
import { pibo } from './pibo.ts';
import { priorband, priorbandAsha, priorbandAsynchronous, priorbandHalving } from './priorband.ts';
import { randomSearch } from './random-search.ts';
import { unmetNeed, unusedNotes } from './space-fit.ts';
import { successiveHalving, successiveHalvingPrior } from './successive-halving.ts';

/** The only list of the algorithms that this version has. */
const DEFINITIONS: readonly OptimizerDefinition[] = [
  randomSearch,
  bayesianOptimization,
  costAwareBayesianOptimization,
  pibo,
  successiveHalving,
  successiveHalvingPrior,
  hyperband,
  hyperbandPrior,
  asha,
  ashaPrior,
  asynchronousHyperband,
  asynchronousHyperbandPrior,
  priorband,
  priorbandHalving,
  priorbandAsha,
  priorbandAsynchronous,
  mobster,
];

/** One row of a chooser: an optimizer, whether this version has it, and whether it can use a certain space. */
export type OptimizerOffer = {
  readonly info: OptimizerInfo;
  readonly aliases: readonly string[];
  readonly available: boolean;
  /** Why it cannot use the space, as a sentence; null where it can, or could if it were available. */
  readonly refusal: string | null;
};

/** What became of a run's `optimizer` setting; `resolved` is null exactly where a problem is an error. */
export type OptimizerResolution = {
  readonly resolved: ResolvedOptimizer | null;
  readonly problems: readonly OptimizerProblem[];
};

function definitionOf(name: string): OptimizerDefinition | null {
  return DEFINITIONS.find((definition) => definition.info.name === name) ?? null;
}

function isAvailable(name: string): boolean {
  return definitionOf(name) !== null;
}

function refusalOf(known: KnownOptimizer, space: SearchSpace): string | null {
  return unmetNeed(known, space) ?? definitionOf(known.name)?.refuse(space) ?? null;
}

/** Every known optimizer with what a chooser says of it, in the order of the catalogue. */
export function optimizerOffers(space: SearchSpace): readonly OptimizerOffer[] {
  return CATALOGUE.map((known) => ({
    info: known,
    aliases: known.aliases,
    available: isAvailable(known.name),
    refusal: refusalOf(known, space),
  }));
}

function refused(code: OptimizerProblem['code'], message: string): OptimizerResolution {
  return { resolved: null, problems: [{ severity: 'error', code, message, argument: null }] };
}

/** @param found what was asked for and how it stands, to be followed by "not available yet" */
function unavailable(found: string): OptimizerResolution {
  const names = DEFINITIONS.map((definition) => `\`${definition.info.name}\``).join(', ');
  return refused(
    'optimizer-unavailable',
    `The optimizer must be one that this version has (${names}); ${found} not available yet. ` +
      'Name one that is, or leave the choice to `auto`.',
  );
}

function unknown(name: string): OptimizerResolution {
  const near = nearest(name, ['auto', ...CATALOGUE.flatMap((known) => [known.name, ...known.aliases])]);
  return refused(
    'optimizer-unknown',
    `The optimizer must be one that is known; found \`${name}\`. Did you mean \`${near}\`?`,
  );
}

function resolveKnown(
  space: SearchSpace,
  known: KnownOptimizer,
  asked: { readonly given: GivenArguments; readonly reason: string },
): OptimizerResolution {
  const definition = definitionOf(known.name);
  if (definition === null) {
    return unavailable(`\`${known.name}\` is known, but`);
  }
  const refusal = refusalOf(known, space);
  if (refusal !== null) {
    return refused('optimizer-space-refused', refusal);
  }
  const { values, problems } = checkArguments(known, asked.given, searchable(space).length);
  if (problems.length > 0) {
    return { resolved: null, problems };
  }
  return {
    resolved: { name: known.name, arguments: values, reason: asked.reason },
    problems: unusedNotes(known, definition.uses(values), { space, isAvailable }),
  };
}

/**
 * Turns the `optimizer` setting into the optimizer that the run will use, with all its arguments, or into the reasons
 * why not. All problems of the arguments are reported together.
 */
export function resolveOptimizer(space: SearchSpace, choice: OptimizerChoice): OptimizerResolution {
  switch (choice.kind) {
    case 'auto': {
      const { name, reason } = chooseAutomatically(space, isAvailable);
      return resolveKnown(space, catalogueEntry(name), { given: {}, reason });
    }
    case 'named': {
      const known = knownOptimizer(choice.name);
      return known === null
        ? unknown(choice.name)
        : resolveKnown(space, known, { given: choice.arguments, reason: 'named in the settings' });
    }
    case 'module':
      return unavailable(`an optimizer of one's own (\`${choice.file}:${choice.export}\`) is`);
  }
}

/**
 * The optimizer of a run at work.
 *
 * @throws {IncumbentError} `config-invalid` where this version does not have it: the run is from a newer one
 */
export function createAsk(resolved: ResolvedOptimizer, space: SearchSpace): Ask {
  const definition = definitionOf(resolved.name);
  if (definition === null) {
    throw new IncumbentError(
      'config-invalid',
      `A run goes on with the optimizer it began with; this one began with \`${resolved.name}\`, which this version ` +
        'does not have. Use the version that started the run, or a newer one.',
      { optimizer: resolved.name },
    );
  }
  return definition.create(space, resolved.arguments);
}
