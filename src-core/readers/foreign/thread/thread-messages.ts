import type { ErrorData } from '#core/contract/errors.ts';
import type { SourceFacts, SourceRequest } from './source.ts';

/**
 * To the thread. A look's chunks are pulled one by one: a thread that sent all it has would fill one long turn of the
 * receiving event loop.
 */
export type ToThread =
  | { readonly kind: 'open'; readonly run: number; readonly source: SourceRequest }
  | { readonly kind: 'look' | 'pull' | 'close'; readonly run: number };

/** From the thread. `records` is the text of a JSON array: parsing it takes a fraction of cloning the objects. */
export type FromThread =
  | {
      readonly kind: 'chunk';
      readonly run: number;
      readonly records: string;
      readonly deleted: readonly string[];
      readonly facts: SourceFacts | null;
    }
  | { readonly kind: 'end'; readonly run: number }
  | { readonly kind: 'refused'; readonly run: number; readonly error: ErrorData };
