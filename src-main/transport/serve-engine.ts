import { type AnyContractProcedure, ValidationError } from '@orpc/contract';
import { type AnyRouter, getEventMeta, implement, ORPCError, withEventMeta } from '@orpc/server';
import { StandardRPCHandler } from '@orpc/server/standard';
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer';
import { type EncodedMessage, ServerPeer } from '@orpc/standard-server-peer';
import { engineContract } from '#core/contract/api/api.ts';
import { type ErrorData, IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { CallContext, Engine } from '#core/engine.ts';
import type { Logger } from '#core/platform/log.ts';
import { inPieces } from './list-pieces.ts';
import { type CoverPaths, coverPaths, type ReadOnly, refuseAllButViews } from './read-only.ts';

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
 * @param readOnly for a host that shows runs alone: every other procedure is refused with the code `read-only-host`, and
 *   no answer names a folder above the runs. Null for a host that does everything.
 */
export function serveEngine(options: {
  readonly engine: Engine;
  readonly readOnly: ReadOnly | null;
  readonly log: Logger;
}): ServedEngine {
  const { engine, readOnly, log } = options;
  const cover: CoverPaths = readOnly ? coverPaths(readOnly) : (value) => value;
  const handler = new StandardRPCHandler(createRouter(engine), {
    clientInterceptors: [
      async ({ next, path, signal }) => {
        const refusal = (thrown: unknown) =>
          signal?.aborted ? thrown : toRefusal(thrown, { procedure: path.join('.'), log, cover });
        try {
          if (readOnly) {
            refuseAllButViews(path);
          }
          const output = await next();
          return isStream(output) ? sent(output, { refusal, cover }) : cover(output);
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

type Sending = { readonly refusal: (thrown: unknown) => unknown; readonly cover: CoverPaths };

/** The same stream, long lists in pieces; what it throws later is turned into a refusal as well. */
async function* sent(
  stream: AsyncGenerator<unknown, unknown, void>,
  { refusal, cover }: Sending,
): AsyncGenerator<unknown, void, void> {
  try {
    for await (const event of stream) {
      const covered = cover(event);
      yield* inPieces(covered === event ? event : withMetaOf(event, covered));
    }
  } catch (thrown) {
    throw refusal(thrown);
  }
}

/** The event with the id that its original has. */
function withMetaOf(event: unknown, covered: unknown): unknown {
  const meta = typeof event === 'object' && event !== null ? getEventMeta(event) : undefined;
  return meta && typeof covered === 'object' && covered !== null ? withEventMeta(covered, meta) : covered;
}

/**
 * The one form in which anything that went wrong crosses the contract: error `REFUSED` with code, message and details.
 * What is no refusal of the engine is logged with its stack and becomes a sentence with the code `internal`.
 */
function toRefusal(
  thrown: unknown,
  { procedure, log, cover }: { readonly procedure: string; readonly log: Logger; readonly cover: CoverPaths },
): ORPCError<'REFUSED', ErrorData> {
  const data = cover(dataOf(thrown, procedure)) as ErrorData;
  if (data.code === 'internal') {
    log.error(`${procedure} failed: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : thrown}`);
  }
  return new ORPCError('REFUSED', { defined: true, message: data.message, data });
}

function dataOf(thrown: unknown, procedure: string): ErrorData {
  if (thrown instanceof IncumbentError) {
    return thrown.toData();
  }
  if (thrown instanceof ORPCError && thrown.code === 'BAD_REQUEST') {
    return {
      code: 'usage',
      message: `The request \`${procedure}\` does not fit the engine's contract${firstIssue(thrown.cause)}. Page and host may be of different versions: reload the page.`,
      details: { procedure },
    };
  }
  return {
    code: 'internal',
    message: `The engine failed at \`${procedure}\`: ${messageOf(thrown)}. The host's log has the details.`,
    details: { procedure },
  };
}

function firstIssue(cause: unknown): string {
  const issue = cause instanceof ValidationError ? cause.issues[0] : undefined;
  if (!issue) {
    return '';
  }
  const path = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part)).map(String);
  return path.length > 0 ? `: \`${path.join('.')}\`: ${issue.message}` : `: ${issue.message}`;
}

type Procedure = (input: unknown, call: CallContext) => unknown;
type Numbered = { readonly seq: number };

/**
 * The contract's router over an engine: one handler for each procedure of the contract, made from it and not written
 * out. Inputs, outputs and every event are validated against the contract's schemas.
 */
function createRouter(engine: Engine): AnyRouter {
  return Object.fromEntries(
    Object.entries(engineContract).map(([group, contracts]) => {
      const procedures = engine[group as keyof typeof engineContract] as Readonly<Record<string, Procedure>>;
      return [group, implementGroup(contracts, procedures)];
    }),
  );
}

function implementGroup(
  contracts: Readonly<Record<string, AnyContractProcedure>>,
  procedures: Readonly<Record<string, Procedure>>,
): AnyRouter {
  return Object.fromEntries(
    Object.entries(contracts).map(([name, contract]) => {
      const implemented = implement(contract).handler(({ input, signal, lastEventId }) => {
        const answer = procedures[name]?.(input, { signal, lastEventId });
        return isEventStream(answer) ? withIds(answer) : answer;
      });
      return [name, implemented];
    }),
  );
}

function isEventStream(answer: unknown): answer is AsyncGenerator<Numbered, void, void> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

/** Events carry their `seq` as the id that a client names when it reconnects. */
async function* withIds(events: AsyncGenerator<Numbered, void, void>): AsyncGenerator<Numbered, void, void> {
  for await (const event of events) {
    yield withEventMeta(event, { id: String(event.seq) });
  }
}
