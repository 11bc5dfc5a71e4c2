import type { OptimizerArgument, PlannedRung } from '#core/contract/optimizers/optimizers.ts';
import type { NumericalParameter, SearchSpace } from '#core/contract/space.ts';
import { decisionsAhead } from '#core/optimizers/bayesian/foreseen.ts';
import { choiceArgument, integerArgument } from '#core/optimizers/definition/arguments.ts';
import type { Ask, OptimizerArguments } from '#core/optimizers/optimizer.ts';
import { priorConfiguration, SAMPLE_PRIOR_FIRST } from '#core/optimizers/prior-configuration.ts';
import { fidelityOf, withPrior } from '#core/space/roles.ts';
import { type AsynchronousBracket, asynchronousBrackets } from './asynchronous.ts';
import { type Decide, decideWith } from './decide.ts';
import type { Draw } from './draw.ts';
import { bracketSizes, fidelityOfRung, type RungTable, rungTable } from './rung-table.ts';
import { type BracketShape, synchronousBrackets } from './synchronous.ts';

/** Makes the source of new configurations once the rungs are known. */
export type MakeDraw = (space: SearchSpace, table: RungTable, values: OptimizerArguments) => Draw;

/** An algorithm without its source of new configurations: it says where and when, the draw says what. */
export type BracketAlgorithm = {
  readonly arguments: readonly OptimizerArgument[];
  readonly create: (space: SearchSpace, values: OptimizerArguments, makeDraw: MakeDraw) => Ask;
  /** The rungs of its brackets, which begin anew after the last; where it promotes without waiting, about so many. */
  readonly rungs: (space: SearchSpace, values: OptimizerArguments) => readonly PlannedRung[];
};

type ShapesOf = (table: RungTable, values: OptimizerArguments) => readonly BracketShape[];
type Arrange = (shapes: readonly BracketShape[], table: RungTable, decide: Decide) => Ask;

export const ETA = integerArgument('eta', {
  default: 3,
  minimum: 2,
  description: 'One in this many trials goes on to the next rung, which has this many times the fidelity.',
});
const EARLY_STOPPING_RATE = integerArgument('early_stopping_rate', {
  default: 0,
  minimum: 0,
  description: 'How many of the lowest rungs are skipped. At least one must stay.',
});
const SAMPLE_PRIOR_FIRST_AT = choiceArgument('sample_prior_first', {
  default: false,
  choices: ['false', 'true', 'highest_fidelity'],
  description:
    'Start a run that has no trials yet with the configuration of all prior values, at the lowest or the highest fidelity.',
});

function requiredFidelity(space: SearchSpace): NumericalParameter {
  const fidelity = fidelityOf(space);
  if (fidelity === null) {
    throw new RangeError('Rungs need a fidelity; the space has none');
  }
  return fidelity;
}

function algorithm(
  shapesOf: ShapesOf,
  arrange: Arrange,
  taken: readonly OptimizerArgument[],
): BracketAlgorithm {
  const tableOf = (space: SearchSpace, { eta }: OptimizerArguments) =>
    rungTable(requiredFidelity(space), Number(eta));
  return {
    arguments: taken,
    create: (space, values, makeDraw) => {
      const table = tableOf(space, values);
      const decide = decideWith(space, table, makeDraw(space, table, values));
      const ask = arrange(shapesOf(table, values), table, decide);
      return withPriorFirst(ask, space, { table, values });
    },
    rungs: (space, values) => {
      const table = tableOf(space, values);
      return shapesOf(table, values).flatMap(({ lowestRung: lowest, sizes }, bracket) =>
        sizes.map((trials, index) => {
          const rung = lowest + index;
          return { bracket, rung, fidelity: fidelityOfRung(table, rung), trials };
        }),
      );
    },
  };
}

/** The bracket that keeps the best of η so often. */
function shapeOf(table: RungTable, halvings: number): BracketShape {
  return { lowestRung: table.top - halvings, sizes: bracketSizes(table, halvings) };
}

/** `early_stopping_rate`: how many of the lowest rungs are left out. Runs of older versions may skip more than there are. */
function lowestRung({ top }: RungTable, { early_stopping_rate }: OptimizerArguments): number {
  return Math.min(Number(early_stopping_rate ?? 0), top);
}

/** The brackets of Hyperband in its order: from the most halvings to none. */
function allShapes(table: RungTable): readonly BracketShape[] {
  return table.fidelities.map((_, lowest) => shapeOf(table, table.top - lowest));
}

/** Hyperband's bracket of the given lowest rung alone. */
const oneShape: ShapesOf = (table, values) => [shapeOf(table, table.top - lowestRung(table, values))];

/** Each bracket when the one before is complete. */
const inTurn: Arrange = (shapes, _table, decide) =>
  synchronousBrackets((bracket) => shapes[bracket % shapes.length] as BracketShape, decide);

/** All brackets at once; new trials are dealt out by how many the lowest rungs hold. */
const withoutWaiting: Arrange = (shapes, table, decide) =>
  asynchronousBrackets(
    shapes.map(
      ({ lowestRung: lowest, sizes }): AsynchronousBracket => ({ lowestRung: lowest, share: sizes[0] ?? 1 }),
    ),
    table,
    decide,
  );

/** Successive halving over and over. */
export const successiveHalvingWith = algorithm(oneShape, inTurn, [
  ETA,
  EARLY_STOPPING_RATE,
  SAMPLE_PRIOR_FIRST_AT,
]);

/** Hyperband: bracket i has as its lowest rung i modulo the number of rungs. */
export const hyperbandWith = algorithm(allShapes, inTurn, [ETA, SAMPLE_PRIOR_FIRST]);

/** ASHA: one bracket that promotes without waiting. */
export const ashaWith = algorithm(oneShape, withoutWaiting, [ETA, EARLY_STOPPING_RATE, SAMPLE_PRIOR_FIRST]);

/** Asynchronous Hyperband: a bracket for each lowest rung; new trials are dealt out as synchronous Hyperband would. */
export const asynchronousHyperbandWith = algorithm(allShapes, withoutWaiting, [ETA, SAMPLE_PRIOR_FIRST]);

/**
 * `sample_prior_first`: makes the very first trial of a run the configuration of all prior values, in the place that
 * `ask` chose, or with `highest_fidelity` in the highest rung. Does nothing without priors.
 */
function withPriorFirst(
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
