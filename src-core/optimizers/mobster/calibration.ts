import type { Observation } from './evidence.ts';

/** A line that carries a loss of one rung to the level of the highest. */
type Line = { readonly slope: number; readonly shift: number };

/** Pairs that a slope of 1 counts as. */
const CAUTION = 4;

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}

function lineThrough(pairs: readonly (readonly [from: number, to: number])[]): Line {
  const from = pairs.map(([value]) => value);
  const to = pairs.map(([, value]) => value);
  const ratio = deviationOf(to) / deviationOf(from);
  const trust = pairs.length / (pairs.length + CAUTION);
  const slope = Number.isFinite(ratio) && ratio > 0 ? Math.min(Math.max(ratio ** trust, 0.1), 10) : 1;
  return { slope, shift: meanOf(to) - slope * meanOf(from) };
}

/**
 * Losses carried to the level of the highest rung, by configurations that were evaluated at both: what all learning
 * curves have in common need not be learnt by the process.
 */
export function calibrate(observed: readonly Observation[], top: number): readonly number[] {
  const byTrial = new Map(observed.map((one) => [one.trial.trial, one]));
  const above = new Map(
    observed.flatMap((one) => (one.trial.previous === null ? [] : [[one.trial.previous, one] as const])),
  );
  const lines = new Map<number, Line>();
  const carried = (one: Observation): number => {
    const line = lines.get(one.trial.rung ?? top);
    return line === undefined ? one.loss : line.slope * one.loss + line.shift;
  };
  for (let rung = top - 1; rung >= 0; rung--) {
    const pairs = [...above].flatMap(([id, higher]) => {
      const lower = byTrial.get(id);
      return lower?.trial.rung === rung ? [[lower.loss, carried(higher)] as const] : [];
    });
    const line = pairs.length === 0 ? undefined : lineThrough(pairs);
    if (line !== undefined) {
      lines.set(rung, line);
    }
  }
  return observed.map(carried);
}
