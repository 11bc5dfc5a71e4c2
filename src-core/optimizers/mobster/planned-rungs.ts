import type { PlannedRung } from '#core/contract/optimizers/optimizers.ts';
import { shareOf } from '#core/optimizers/brackets/fidelity-share.ts';
import type { RungTable } from '#core/optimizers/brackets/rung-table.ts';
import { SHARE_OF_TOP } from './choose.ts';

/** What the plan spends, in full evaluations: so much that both rungs show whole trials. */
const ROUND = 10;

/**
 * About how many trials the two highest rungs get of a budget of ten full evaluations, for people to see before the
 * start: the highest its fixed share, the one below the rest. Lower rungs are for what probably fails.
 */
export function mobsterRungs(table: RungTable, bracket: number): readonly PlannedRung[] {
  const { top } = table;
  const lowest = Math.max(top - 1, 0);
  return table.fidelities.slice(lowest).map((fidelity, above) => {
    const rung = lowest + above;
    const spent = ROUND * (top === 0 ? 1 : rung === top ? SHARE_OF_TOP : 1 - SHARE_OF_TOP);
    return { bracket, rung, fidelity, trials: Math.max(1, Math.round(spent / shareOf(table, rung))) };
  });
}
