import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import type { EngineContract } from '#core/contract/api/api.ts';
import type { Logger } from '#core/platform/log.ts';

type Inputs = InferContractRouterInputs<EngineContract>;
type Outputs = InferContractRouterOutputs<EngineContract>;

/** What a transport knows of one call. `lastEventId` is the `seq` (as text) of the last event the client saw. */
export type CallContext = {
  readonly signal?: AbortSignal | undefined;
  readonly lastEventId?: string | undefined;
};

// In brackets so that an output that is a union stays one promise.
type Answer<Output> = [Output] extends [AsyncIteratorObject<infer Event, unknown, unknown>]
  ? AsyncGenerator<Event, void, void>
  : Promise<Output>;

export type Procedures<Group extends keyof EngineContract> = {
  readonly [Name in keyof EngineContract[Group]]: (
    input: Name extends keyof Inputs[Group] ? Inputs[Group][Name] : never,
    call: CallContext,
  ) => Answer<Name extends keyof Outputs[Group] ? Outputs[Group][Name] : never>;
};

/**
 * The contract's procedures as plain functions. They throw `IncumbentError`; a transport validates inputs and outputs
 * and carries `toData()`. Live procedures answer with a generator at once; it ends when `call.signal` aborts or the
 * consumer returns, and each of its events has a `seq` that a transport uses as the event's id.
 */
export type Engine = {
  readonly host: Procedures<'host'>;
  readonly home: Procedures<'home'>;
  readonly run: Procedures<'run'>;
  readonly compare: Procedures<'compare'>;
  readonly setup: Procedures<'setup'>;
  /** Ends watchers and timers. Workers go on: they belong to their roots. */
  dispose(): Promise<void>;
};

/** What a host gives its engine. All paths absolute. */
export type EngineOptions = {
  readonly host: 'desktop' | 'browser';
  readonly version: string;
  /** The app's own folder: the list of runs, watched folders. Made when needed. */
  readonly dataDirectory: string;
  /** Where relative paths of a pasted text start. */
  readonly workingDirectory: string;
  /** The folder that holds `examples/`. */
  readonly assetsDirectory: string;
  /** Where a copy of an example is put before it is started. */
  readonly examplesDirectory: string;
  /** The bundled entry of a worker process. */
  readonly workerEntry: string;
  /** The bundled entry of the command line, which tasks of a cluster run. */
  readonly commandEntry: string;
  /** The bundled entry of the thread that analyses runs. */
  readonly analysisEntry: string;
  /** True where every procedure that writes is refused (`serve --read-only`). */
  readonly readOnly: boolean;
  /** The environment that workers and interpreters start with; on a desktop the login shell's. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the engine says what it does; silent by default. */
  readonly log?: Logger;
};
