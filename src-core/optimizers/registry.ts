import { IncumbentError } from '#core/contract/errors.ts';
import { nearest } from '#core/contract/nearest.ts';
import type { OptimizerInfo, ResolvedOptimizer } from '#core/contract/optimizers.ts';
import type { OptimizerChoice } from '#core/contract/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Json } from '#core/contract/value.ts';
import { searchable } from '#core/space/roles.ts';
import { chooseAutomatically } from './automatic-choice.ts';
import { CATALOGUE, catalogueEntry, type KnownOptimizer, knownOptimizer } from './catalogue.ts';
import type { Ask, OptimizerDefinition } from './optimizer.ts';
import { checkArguments } from './optimizer-arguments.ts';
import type { OptimizerProblem } from './optimizer-problem.ts';
import { randomSearch } from './random-search.ts';
import { unmetNeed, unusedNotes } from './space-fit.ts';

/** The only list of the algorithms that this version has. */
const DEFINITIONS: readonly OptimizerDefinition[] = [randomSearch];

/** One row of a chooser: an optimizer, whether this version has it, and whether it can use a certain space. */
export type OptimizerOffer = {
  readonly info: OptimizerInfo;
  readonly aliases: readonly string[];
  readonly available: boolean;
  /** Why it cannot use the space, as a sentence; null where it can (or could, were it available). */
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

function availableNames(): string {
  return DEFINITIONS.map((definition) => `\`${definition.info.name}\``).join(', ');
}

function unknownName(name: string): OptimizerResolution {
  const near = nearest(name, ['auto', ...CATALOGUE.flatMap((known) => [known.name, ...known.aliases])]);
  const hint =
    near === null
      ? ` Known are auto, ${CATALOGUE.map((known) => known.name).join(', ')}.`
      : ` Did you mean \`${near}\`?`;
  return refused('optimizer-unknown', `The optimizer must be one that is known; found \`${name}\`.${hint}`);
}

function resolveKnown(
  space: SearchSpace,
  known: KnownOptimizer,
  { given, reason }: { readonly given: Readonly<Record<string, Json>>; readonly reason: string },
): OptimizerResolution {
  const definition = definitionOf(known.name);
  if (definition === null) {
    return refused(
      'optimizer-unavailable',
      `The optimizer must be one that this version has: ${availableNames()}; \`${known.name}\` is known, but not available yet. Name one of those, or leave the choice to \`auto\`.`,
    );
  }
  const refusal = refusalOf(known, space);
  if (refusal !== null) {
    return refused('optimizer-space-refused', refusal);
  }
  const { values, problems } = checkArguments(known, given, searchable(space).length);
  if (problems.length > 0) {
    return { resolved: null, problems };
  }
  return {
    resolved: { name: known.name, arguments: values, reason },
    problems: unusedNotes(known, definition.uses(values), { space, isAvailable }),
  };
}

/**
 * Turns the `optimizer` setting into the optimizer that the run will use, with all its arguments, or into the reasons
 * why not. All problems are reported together.
 */
export function resolveOptimizer(space: SearchSpace, choice: OptimizerChoice): OptimizerResolution {
  if (choice.kind === 'module') {
    return refused(
      'optimizer-unavailable',
      `The optimizer must be one that this version has: ${availableNames()}; optimizers of one's own (\`${choice.file}:${choice.export}\`) are not available yet. Name one of those, or leave the choice to \`auto\`.`,
    );
  }
  if (choice.kind === 'auto') {
    const { name, reason } = chooseAutomatically(space, isAvailable);
    return resolveKnown(space, catalogueEntry(name), { given: {}, reason });
  }
  const known = knownOptimizer(choice.name);
  return known === null
    ? unknownName(choice.name)
    : resolveKnown(space, known, { given: choice.arguments, reason: 'the settings name it' });
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
      `A run continues with the optimizer it began with; found \`${resolved.name}\`, which this version does not have. Use the version that started the run, or a newer one.`,
      { optimizer: resolved.name },
    );
  }
  return definition.create(space, resolved.arguments);
}
