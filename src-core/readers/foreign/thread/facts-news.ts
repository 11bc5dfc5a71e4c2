import type { SourceFacts } from './source.ts';

/** Keeps what was told of a run last: its facts go on their way only where they differ from that; null otherwise. */
export function createFactsNews(): (facts: SourceFacts) => SourceFacts | null {
  let told = '';
  return (facts) => {
    const text = JSON.stringify(facts);
    if (text === told) {
      return null;
    }
    told = text;
    return facts;
  };
}
