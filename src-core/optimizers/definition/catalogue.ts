import { didYouMean } from '#core/config/words/near-names.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { OptimizerOffer, PlannedRung, ResolvedOptimizer } from '#core/contract/optimizers/optimizers.ts';
import type { OptimizerChoice } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Ask, OptimizerDefinition } from '../optimizer.ts';
import { announceModule } from '../own/announce-module.ts';
import { chooseAutomatically } from './automatic-choice.ts';
import { type OptimizerResolution, refused, resolveDefinition } from './resolve-definition.ts';
import { refusalOf } from './space-fit.ts';

/** What settings, forms and workers ask of a list of optimizers. */
export type Catalogue = {
  /** The optimizer of this name or alias; null if there is none. */
  find(name: string): OptimizerDefinition | null;
  /**
   * Every optimizer with what a chooser says of it for a space, in the order in which people are shown them; while there
   * is no space none is refused.
   */
  offers(space: SearchSpace | null): OptimizerOffer[];
  /**
   * Turns the `optimizer` setting into the optimizer that the run will use, with all its arguments, or into the reasons
   * why not. All problems of the arguments are reported together. Of a module only the form is looked at: what it
   * holds shows when it is loaded.
   */
  resolve(space: SearchSpace, choice: OptimizerChoice): OptimizerResolution;
  /** The rungs of an optimizer with brackets, for people to see before the start; none for the others. */
  plannedRungs(optimizer: ResolvedOptimizer, space: SearchSpace): readonly PlannedRung[];
  /**
   * The optimizer of a run at work.
   *
   * @throws {IncumbentError} `config-invalid` if this version does not have it: the run is from a newer one
   */
  createAsk(optimizer: ResolvedOptimizer, space: SearchSpace): Ask;
};

function unknown(name: string, known: readonly OptimizerDefinition[]): OptimizerResolution {
  const names = known.flatMap(({ info, aliases = [] }) => [info.name, ...aliases]);
  return refused(
    'optimizer-unknown',
    `The optimizer must be one that is known; found \`${name}\`.${didYouMean(name, ['auto', ...names])}`,
  );
}

function offerOf(definition: OptimizerDefinition, space: SearchSpace | null): OptimizerOffer {
  return {
    info: definition.info,
    aliases: [...(definition.aliases ?? [])],
    refusal: space === null ? null : refusalOf(definition, space),
  };
}

/** Makes the catalogue of a list of optimizers; names and aliases are unique. */
export function catalogueOf(known: readonly OptimizerDefinition[]): Catalogue {
  const byName = new Map(known.map((definition) => [definition.info.name, definition]));
  const byAlias = new Map(known.flatMap((each) => (each.aliases ?? []).map((alias) => [alias, each])));
  const find: Catalogue['find'] = (name) => byName.get(name) ?? byAlias.get(name) ?? null;
  const resolveNamed = (space: SearchSpace, name: string, asked: Pick<Asked, 'given' | 'reason'>) => {
    const definition = find(name);
    return definition === null
      ? unknown(name, known)
      : resolveDefinition(definition, space, { ...asked, known });
  };
  return {
    find,
    offers: (space) => known.map((definition) => offerOf(definition, space)),
    resolve(space, choice) {
      switch (choice.kind) {
        case 'auto': {
          const { name, reason } = chooseAutomatically(space);
          return resolveNamed(space, name, { given: {}, reason });
        }
        case 'named':
          return resolveNamed(space, choice.name, {
            given: choice.arguments,
            reason: 'named in the settings',
          });
        case 'module':
          return announceModule(choice);
      }
    },
    plannedRungs: ({ name, arguments: values }, space) => byName.get(name)?.rungs?.(space, values) ?? [],
    createAsk({ name, arguments: values }, space) {
      const definition = byName.get(name);
      if (definition === undefined) {
        throw fromNewerVersion(name);
      }
      return definition.create(space, values);
    },
  };
}

type Asked = Parameters<typeof resolveDefinition>[2];

function fromNewerVersion(name: string): IncumbentError {
  return new IncumbentError(
    'config-invalid',
    `A run goes on with the optimizer it began with; this one began with \`${name}\`, which this version ` +
      'does not have. Use the version that started the run, or a newer one.',
    { optimizer: name },
  );
}
