import { connectEngine } from '#renderer/host/connect-engine.ts';
import type { EngineConnection } from '#renderer/host/engine-client.ts';
import { follow } from '#renderer/host/follow.ts';
import { type Refusal, refusalOf } from '#renderer/host/refusal.ts';
import { styleNonce } from '#renderer/host/style-nonce.ts';

/** What the tests of the hosts see of a page: the client side of both transports and nothing else. */
export type HostProbe = {
  readonly connection: EngineConnection;
  readonly states: string[];
  readonly refusalOf: typeof refusalOf;
  readonly styleNonce: typeof styleNonce;
  /** Follows the list of runs and keeps the `seq` of every event. */
  readonly followHome: () => {
    readonly seqs: number[];
    readonly refusals: Refusal[];
    readonly stop: () => void;
  };
};

const connection = connectEngine();
const states = [connection.state()];
connection.subscribe(() => states.push(connection.state()));

const probe: HostProbe = {
  connection,
  states,
  refusalOf,
  styleNonce,
  followHome() {
    const seqs: number[] = [];
    const refusals: Refusal[] = [];
    const ending = new AbortController();
    void follow({
      open: (options) => connection.client.home.watch({}, options),
      onEvent: (home) => seqs.push(home.seq),
      onRefusal: (refusal) => refusals.push(refusal),
      signal: ending.signal,
    });
    return { seqs, refusals, stop: () => ending.abort() };
  },
};
Object.assign(window, { probe });
