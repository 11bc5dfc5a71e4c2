import type { Parameter } from '#core/contract/space.ts';
import { type Distribution, parameterOf, readDistribution, united } from './distribution.ts';

/** The space of a study, as the distributions of its trials say. */
export type StudySpace = {
  /** Reads a distribution's text once. */
  distribution(text: string): Distribution | null;
  /** A parameter of some trial. */
  add(name: string, text: string): void;
  /** In the order in which they were first suggested. */
  parameters(): readonly Parameter[];
};

export function createStudySpace(): StudySpace {
  const read = new Map<string, Distribution | null>();
  const space = new Map<string, Distribution>();
  const seen = new Set<string>();

  const distribution = (text: string): Distribution | null => {
    const known = read.get(text);
    if (known !== undefined) {
      return known;
    }
    const fresh = readDistribution(text);
    read.set(text, fresh);
    return fresh;
  };

  return {
    distribution,
    add: (name, text) => {
      const key = `${name}\n${text}`;
      if (seen.has(key)) {
        return;
      }
      seen.add(key);
      const added = distribution(text);
      const before = space.get(name);
      if (added !== null) {
        space.set(name, before === undefined ? added : united(before, added));
      }
    },
    parameters: () => [...space].map(([name, known]) => parameterOf(name, known)),
  };
}
