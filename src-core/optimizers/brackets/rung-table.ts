import type { NumericalParameter } from '#core/contract/space.ts';

/** Products of η may miss the upper bound by rounding: 0.1 · 3 is above 0.3. */
const ROUNDING = 1e-9;

/** The fidelity of each rung, the lowest first; the last one is the fidelity's upper bound. */
export type RungTable = {
  readonly eta: number;
  readonly fidelities: readonly number[];
  /** The number of the highest rung; s_max of Hyperband. */
  readonly top: number;
};

/**
 * The rungs between a fidelity's bounds [b, B]: rung s has fidelity B / η^(s_max − s), where s_max is the largest number
 * with b · η^s_max ≤ B. Integer fidelities are floored.
 */
export function rungTable(fidelity: NumericalParameter, eta: number): RungTable {
  const { lower, upper, kind } = fidelity;
  let top = 0;
  while (lower * eta ** (top + 1) <= upper * (1 + ROUNDING)) {
    top += 1;
  }
  const fidelities = Array.from({ length: top + 1 }, (_, rung) => {
    const exact = upper / eta ** (top - rung);
    return Math.max(lower, kind === 'integer' ? Math.floor(exact * (1 + ROUNDING)) : exact);
  });
  return { eta, fidelities, top };
}

/** The fidelity of one rung; there is none above the highest. */
export function fidelityOfRung({ fidelities, top }: RungTable, rung: number): number {
  const fidelity = fidelities[rung];
  if (fidelity === undefined) {
    throw new RangeError(`The rungs are 0 to ${top}; found ${rung}`);
  }
  return fidelity;
}

/**
 * How many trials each rung of a bracket holds, from its lowest rung to the highest: ⌈(s_max + 1) / (s + 1) · η^s⌉ in
 * the lowest, then one of η of the rung below (Li et al., "Hyperband", JMLR 18, 2018, algorithm 1).
 *
 * @param halvings s of the bracket: how often it keeps the best of η; its lowest rung is `table.top - halvings`
 */
export function bracketSizes({ eta, top }: RungTable, halvings: number): readonly number[] {
  const lowest = Math.ceil(((top + 1) * eta ** halvings) / (halvings + 1));
  return Array.from({ length: halvings + 1 }, (_, index) => Math.floor(lowest / eta ** index));
}
