import type { NumericalParameter, SearchSpace } from '#core/contract/space.ts';
import type { Ask, OptimizerArguments } from '#core/optimizers/optimizer.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { type AsynchronousBracket, asynchronousBrackets } from './asynchronous.ts';
import { type Decide, decideWith } from './decide.ts';
import type { Draw } from './draw.ts';
import { withPriorFirst } from './prior-first.ts';
import { bracketSizes, type RungTable, rungTable } from './rung-table.ts';
import { type BracketShape, synchronousBrackets } from './synchronous.ts';

/** Makes the source of new configurations once the rungs are known. */
export type MakeDraw = (space: SearchSpace, table: RungTable, values: OptimizerArguments) => Draw;

/** An algorithm without its source of new configurations: it says where and when, the draw says what. */
export type BracketAlgorithm = (space: SearchSpace, values: OptimizerArguments, makeDraw: MakeDraw) => Ask;

type Arrange = (table: RungTable, values: OptimizerArguments, decide: Decide) => Ask;

function requiredFidelity(space: SearchSpace): NumericalParameter {
  const fidelity = fidelityOf(space);
  if (fidelity === null) {
    throw new RangeError('Rungs need a fidelity; the space has none');
  }
  return fidelity;
}

function algorithm(arrange: Arrange): BracketAlgorithm {
  return (space, values, makeDraw) => {
    const table = rungTable(requiredFidelity(space), Number(values.eta));
    const decide = decideWith(space, table, makeDraw(space, table, values));
    return withPriorFirst(arrange(table, values, decide), space, { table, values });
  };
}

/** The bracket that keeps the best of η so often. */
function shapeOf(table: RungTable, halvings: number): BracketShape {
  return { lowestRung: table.top - halvings, sizes: bracketSizes(table, halvings) };
}

/** `early_stopping_rate`: how many of the lowest rungs are left out; the highest one stays. */
function lowestRung({ top }: RungTable, { early_stopping_rate }: OptimizerArguments): number {
  return Math.min(Number(early_stopping_rate ?? 0), top);
}

/** The brackets of Hyperband in its order: from the most halvings to none. */
function allShapes(table: RungTable): readonly BracketShape[] {
  return table.fidelities.map((_, lowest) => shapeOf(table, table.top - lowest));
}

/** Successive halving over and over: Hyperband's bracket of the given lowest rung alone. */
export const successiveHalvingWith = algorithm((table, values, decide) => {
  const shape = shapeOf(table, table.top - lowestRung(table, values));
  return synchronousBrackets(() => shape, decide);
});

/** Hyperband: bracket i has as its lowest rung i modulo the number of rungs. */
export const hyperbandWith = algorithm((table, _values, decide) => {
  const shapes = allShapes(table);
  return synchronousBrackets((bracket) => shapes[bracket % shapes.length] as BracketShape, decide);
});

/** ASHA: one bracket that promotes without waiting. */
export const ashaWith = algorithm((table, values, decide) =>
  asynchronousBrackets([{ lowestRung: lowestRung(table, values), share: 1 }], table, decide),
);

/** Asynchronous Hyperband: a bracket for each lowest rung; new trials are dealt out as synchronous Hyperband would. */
export const asynchronousHyperbandWith = algorithm((table, _values, decide) => {
  const brackets = allShapes(table).map(
    ({ lowestRung: lowest, sizes }): AsynchronousBracket => ({ lowestRung: lowest, share: sizes[0] ?? 1 }),
  );
  return asynchronousBrackets(brackets, table, decide);
});
