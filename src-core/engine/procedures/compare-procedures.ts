import { messageOf } from '#core/contract/errors.ts';
import { type Compared, watchComparison } from '#core/watch/compare/run-comparison.ts';
import { liveGenerator } from '#core/watch/stream/live-generator.ts';
import type { EngineParts } from './engine-parts.ts';
import type { Procedures } from './engine-types.ts';

/** The contract's procedures of a comparison. */
export function compareProcedures({ home, watches, launchHost }: EngineParts): Procedures<'compare'> {
  const comparedOf = async (key: string): Promise<Compared> => {
    try {
      return { key, root: await home.rootOf(key), problem: null };
    } catch (error) {
      return { key, root: null, problem: messageOf(error) };
    }
  };
  return {
    watch: ({ keys }, { signal }) =>
      liveGenerator(signal, async function* (ended) {
        const runs = await Promise.all([...new Set(keys)].map(comparedOf));
        yield* watchComparison(runs, { watches, clock: launchHost.clock, signal: ended });
      }),
  };
}
