import type { SearchSpace } from '#core/contract/space.ts';
import type { AskDecision, AskInput } from '#core/optimizers/optimizer.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { hasValuesOf } from '#core/space/validate-config.ts';
import type { Draw, Place } from './draw.ts';
import type { PromotionRules } from './promotable.ts';
import { fidelityOfRung, type RungTable } from './rung-table.ts';

/** Turns places into decisions. */
export type Decide = Pick<PromotionRules, 'canGoOn'> & {
  /** @param place where the new trial begins */
  sample(input: AskInput, place: Place): AskDecision;
  /** @param place where the trial `from` goes on */
  promote(from: string, place: Place): AskDecision;
};

/** Tells whether a trial has all values of the space but the fidelity, which the next rung gives anew. */
function continuable(space: SearchSpace): PromotionRules['canGoOn'] {
  const fidelity = fidelityOf(space);
  const kept = space.filter((parameter) => parameter !== fidelity);
  return ({ config }) => hasValuesOf(kept, config);
}

/** Trials begin with a configuration of `draw`, at the fidelity of their rung; promoted ones keep theirs. */
export function decideWith(space: SearchSpace, table: RungTable, draw: Draw): Decide {
  const name = fidelityOf(space)?.name;
  return {
    canGoOn: continuable(space),
    sample(input, place) {
      const fidelity = fidelityOfRung(table, place.rung);
      const config = draw(input, place);
      return {
        kind: 'sample',
        config: name === undefined ? config : { ...config, [name]: fidelity },
        ...place,
        fidelity,
      };
    },
    promote: (from, place) => ({
      kind: 'promote',
      from,
      ...place,
      fidelity: fidelityOfRung(table, place.rung),
    }),
  };
}
