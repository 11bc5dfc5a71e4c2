import type { PlannedRung } from '#core/contract/optimizers.ts';
import { shareOf } from '#core/optimizers/brackets/fidelity-share.ts';
import { fidelityOfRung, type RungTable } from '#core/optimizers/brackets/rung-table.ts';
import { SHARE_OF_TOP } from './choose.ts';

/** What the plan spends, in full evaluations: so much that every rung shows whole trials. */
const ROUND = 10;

/**
 * About how many trials each rung gets of a budget of ten full evaluations, for people to see before the start: the
 * highest rung its fixed share, the rungs below the same part of the rest each. The model decides as the run goes, and
 * uses less of rungs that tell little.
 */
export function mobsterRungs(table: RungTable, bracket: number): readonly PlannedRung[] {
  const { top } = table;
  const ofTop = top === 0 ? 1 : SHARE_OF_TOP;
  return table.fidelities.map((_, rung) => {
    const spent = ROUND * (rung === top ? ofTop : (1 - ofTop) / top);
    const trials = Math.max(1, Math.round(spent / shareOf(table, rung)));
    return { bracket, rung, fidelity: fidelityOfRung(table, rung), trials };
  });
}
