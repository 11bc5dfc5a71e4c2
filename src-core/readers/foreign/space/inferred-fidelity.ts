import type { Trial } from '#core/contract/run/trial.ts';
import type { Config } from '#core/contract/value.ts';

/**
 * Finds the parameter that is the fidelity, if trials tell. The surest sign: what alone differs, and grows with the
 * rung, between trials of one configuration. Otherwise what has one value in each rung, growing with it; otherwise
 * what is as long as the learning curve, in trials of several lengths.
 */
export type FidelityInference = {
  add(trial: Trial): void;
  /** Null where nothing tells. */
  name(): string | null;
};

/** Trials that one sign must come from at least. */
const LEAST = 3;

/** Asks the signs in the order of how sure they are. */
export function inferFidelity(): FidelityInference {
  const signs = [chainSign(), rungSign(), curveSign()];
  return {
    add: (trial) => {
      for (const sign of signs) {
        sign.add(trial);
      }
    },
    name: () => signs.map((sign) => sign.name()).find((name) => name !== null) ?? null,
  };
}

/** Trials whose ids begin with the same number continue one configuration. */
function chainSign(): FidelityInference {
  const firsts = new Map<string, Trial>();
  const votes = new Map<string, number>();
  let pairs = 0;
  return {
    add: (trial) => {
      if (trial.rung === null) {
        return;
      }
      const chain = /^\d+/.exec(trial.trial)?.[0] ?? trial.trial;
      const first = firsts.get(chain);
      if (first === undefined || first.rung === null || first.rung === trial.rung) {
        firsts.set(chain, trial);
        return;
      }
      const grown = grownOf(first.config, trial.config, trial.rung > first.rung);
      if (grown !== null) {
        pairs += 1;
        votes.set(grown, (votes.get(grown) ?? 0) + 1);
      }
    },
    name: () => [...votes].find(([, count]) => count === pairs)?.[0] ?? null,
  };
}

/** The only number that differs, if it grows with the rung. */
function grownOf(before: Config, after: Config, isUp: boolean): string | null {
  const different = Object.keys(after).filter((name) => before[name] !== after[name]);
  const [name] = different;
  if (name === undefined || different.length > 1) {
    return null;
  }
  const [from, to] = [before[name], after[name]];
  return typeof from === 'number' && typeof to === 'number' && to > from === isUp ? name : null;
}

function rungSign(): FidelityInference {
  /** By parameter: its value in each rung; null once two trials of a rung differ in it. */
  const values = new Map<string, Map<number, number> | null>();
  let count = 0;
  return {
    add: ({ rung, config }) => {
      if (rung === null) {
        return;
      }
      count += 1;
      for (const [name, value] of Object.entries(config)) {
        const known = values.get(name);
        if (known !== null) {
          values.set(name, withValue(known ?? new Map(), rung, value));
        }
      }
    },
    name: () => (count < LEAST ? null : ([...values].find(([, known]) => growsWithRung(known))?.[0] ?? null)),
  };
}

function withValue(
  known: Map<number, number>,
  rung: number,
  value: Config[string],
): Map<number, number> | null {
  if (typeof value !== 'number' || (known.has(rung) && known.get(rung) !== value)) {
    return null;
  }
  return known.set(rung, value);
}

function growsWithRung(known: Map<number, number> | null): boolean {
  const inOrder = [...(known ?? [])].sort(([a], [b]) => a - b).map(([, value]) => value);
  return (
    inOrder.length >= 2 && inOrder.every((value, index) => index === 0 || value > (inOrder[index - 1] ?? 0))
  );
}

function curveSign(): FidelityInference {
  /** Parameters that have been as long as the curve in every trial so far; null before the first. */
  let candidates: Set<string> | null = null;
  const lengths = new Set<number>();
  let count = 0;
  return {
    add: ({ state, learning_curve: curve, config }) => {
      if (state !== 'success' || curve === null || curve.length === 0) {
        return;
      }
      count += 1;
      lengths.add(curve.length);
      candidates ??= new Set(Object.keys(config));
      for (const name of candidates) {
        if (config[name] !== curve.length) {
          candidates.delete(name);
        }
      }
    },
    name: () => (count < LEAST || lengths.size < 2 ? null : ([...(candidates ?? [])][0] ?? null)),
  };
}
