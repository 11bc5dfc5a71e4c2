import type { ClientLink } from '@orpc/client';
import { isListPiece } from '#core/contract/updates.ts';

type EngineLink = ClientLink<Record<never, never>>;
type Stream = AsyncIterator<unknown> & AsyncIterable<unknown>;

/** A link whose streams have their long lists whole again: see `ListPiece`. */
export function joiningPieces(link: EngineLink): EngineLink {
  return {
    call: async (path, input, options) => {
      const output = await link.call(path, input, options);
      return isStream(output) ? joined(output) : output;
    },
  };
}

function isStream(output: unknown): output is Stream {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output;
}

function joined(stream: Stream): Stream {
  let pieces: (readonly unknown[])[] = [];
  const whole: Stream = {
    next: async () => {
      for (;;) {
        const step = await stream.next();
        if (step.done !== true && isListPiece(step.value)) {
          pieces.push(step.value.piece);
          continue;
        }
        if (pieces.length > 0) {
          prepend(pieces, step.value);
          pieces = [];
        }
        return step;
      }
    },
    return: async () => (await stream.return?.()) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]: () => whole,
  };
  return whole;
}

/** Into the event itself, which nobody else has: its id is fastened to it. */
function prepend(pieces: readonly (readonly unknown[])[], event: unknown): void {
  if (typeof event === 'object' && event !== null && 'trials' in event && Array.isArray(event.trials)) {
    event.trials = [...pieces, event.trials].flat();
  }
}
