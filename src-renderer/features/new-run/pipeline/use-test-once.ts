import { useState } from 'react';
import { useStore } from 'zustand';
import type { PipelineTestEvent } from '#core/contract/setup/pipeline.ts';
import type { Config } from '#core/contract/value.ts';
import { documentOf } from '#renderer/stores/draft/draft.ts';
import { type Refusal, refusalOf } from '../../../host/refusal.ts';
import { useStores } from '../../../stores/stores.ts';
import { useCancellable } from './use-cancellable.ts';

type Ended = Extract<PipelineTestEvent, { kind: 'ended' }>;

/** What is known of a test: nothing yet, or as far as it has come. */
export type TestState = {
  readonly phase: 'running' | 'ended' | 'cancelled';
  /** The whole text that is tested, to tell whether it was changed since. */
  readonly text: string;
  readonly config: Config | null;
  readonly output: string;
  readonly end: Ended | null;
  /** Why the engine did not carry it out. */
  readonly refusal: Refusal | null;
};

export type TestOnce = {
  readonly state: TestState | null;
  readonly begin: () => void;
  readonly cancel: () => void;
};

/** More than this of the output is not kept: its last part says most. */
const KEPT_CHARACTERS = 200_000;

function after(state: TestState, event: PipelineTestEvent): TestState {
  switch (event.kind) {
    case 'begun':
      return { ...state, config: event.config };
    case 'output':
      return { ...state, output: (state.output + event.text).slice(-KEPT_CHARACTERS) };
    case 'ended':
      return { ...state, phase: 'ended', end: event };
  }
}

/** One evaluation of the draft through the engine; it ends when the screen is left. */
export function useTestOnce(): TestOnce {
  const { connection, draft } = useStores();
  const text = useStore(draft, (state) => state.text);
  const [state, setState] = useState<TestState | null>(null);
  const work = useCancellable();

  const run = async (signal: AbortSignal) => {
    const change = (next: (before: TestState) => TestState) =>
      signal.aborted || setState((before) => before && next(before));
    try {
      for await (const event of await connection.client.setup.test(documentOf(draft.getState()), {
        signal,
      })) {
        change((before) => after(before, event));
      }
    } catch (thrown) {
      change((before) => ({ ...before, phase: 'ended', refusal: refusalOf(thrown) }));
    }
  };
  return {
    state,
    begin: () => {
      const signal = work.begin();
      setState({ phase: 'running', text, config: null, output: '', end: null, refusal: null });
      void run(signal);
    },
    cancel: () => {
      work.cancel();
      setState((before) => before && { ...before, phase: 'cancelled' });
    },
  };
}
