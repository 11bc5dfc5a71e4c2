import { StandardRPCHandler } from '@orpc/server/standard';
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer';
import { type EncodedMessage, ServerPeer } from '@orpc/standard-server-peer';
import { messageOf } from '#core/contract/errors.ts';
import type { Engine } from '#core/engine.ts';
import type { Logger } from '#core/platform/log.ts';
import { inPieces } from './list-pieces.ts';
import { refuseChanges } from './read-only.ts';
import { toRefusal } from './refusal.ts';
import { createRouter } from './router.ts';

/** Either wire as the transport sees it: a socket or a message port, already open. */
export type ServerWire = {
  /** Resolves when the wire can take more, so that a slow reader slows its streams down instead of filling memory. */
  readonly send: (message: EncodedMessage) => Promise<void>;
  readonly onMessage: (listener: (message: EncodedMessage) => void) => void;
  readonly onClose: (listener: () => void) => void;
};

export type ServedEngine = { readonly connect: (wire: ServerWire) => void };

/**
 * Puts an engine on any number of wires. When a wire closes, all its calls are aborted and its streams end.
 *
 * @param readOnly refuses every procedure that changes or starts something, with the code `read-only-host`.
 */
export function serveEngine(options: {
  readonly engine: Engine;
  readonly readOnly: boolean;
  readonly log: Logger;
}): ServedEngine {
  const { engine, readOnly, log } = options;
  const handler = new StandardRPCHandler(createRouter(engine), {
    clientInterceptors: [
      async ({ next, path, signal }) => {
        const refusal = (thrown: unknown) =>
          signal?.aborted ? thrown : toRefusal(thrown, path.join('.'), log);
        try {
          if (readOnly) {
            refuseChanges(path);
          }
          const output = await next();
          return isStream(output) ? sent(output, refusal) : output;
        } catch (thrown) {
          throw refusal(thrown);
        }
      },
    ],
  });
  const handle = createServerPeerHandleRequestFn(handler, {});
  setImmediate(loadForms);
  return {
    connect(wire) {
      const peer = new ServerPeer(wire.send);
      wire.onMessage((message) => {
        peer.message(message, handle).catch((thrown: unknown) => {
          // A stream that ended in a refusal, a wire that closed under an answer, or bytes that are no message.
          log.debug(`A call ended early: ${messageOf(thrown)}`);
        });
      });
      wire.onClose(() => peer.close());
    },
  };
}

/**
 * Every answer is asked whether it is a form, at which Node loads all that it has for the web: a tenth of a second, better
 * taken before anybody waits than in the first answer.
 */
function loadForms(): void {
  Reflect.get(globalThis, 'FormData');
}

function isStream(output: unknown): output is AsyncGenerator<unknown, unknown, void> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

/** The same stream, long lists in pieces; what it throws later is turned into a refusal as well. */
async function* sent(
  stream: AsyncGenerator<unknown, unknown, void>,
  refusal: (thrown: unknown) => unknown,
): AsyncGenerator<unknown, void, void> {
  try {
    for await (const event of stream) {
      yield* inPieces(event);
    }
  } catch (thrown) {
    throw refusal(thrown);
  }
}
