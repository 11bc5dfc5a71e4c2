import type { AnyContractProcedure } from '@orpc/contract';
import { type AnyRouter, implement, withEventMeta } from '@orpc/server';
import { engineContract } from '#core/contract/api/api.ts';
import type { CallContext, Engine } from '#core/engine.ts';

type Procedure = (input: unknown, call: CallContext) => unknown;
type Numbered = { readonly seq: number };

/**
 * The contract's router over an engine: one handler for each procedure of the contract, made from it and not written
 * out. Inputs, outputs and every event are validated against the contract's schemas.
 */
export function createRouter(engine: Engine): AnyRouter {
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
