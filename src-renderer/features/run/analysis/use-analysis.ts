import { useEffect, useMemo, useRef, useState } from 'react';
import type { AnalysisEvent, AnalysisQuestion } from '#core/contract/analysis/analysis.ts';
import { type Refusal, refusalOf } from '#renderer/host/refusal.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useShownTrials } from '../live/filter/shown-trials.tsx';
import { useRunOnScreen } from '../live/run-context.ts';
import { usePaced } from '../live/trials/use-paced.ts';

export type AnalysisResult = Extract<AnalysisEvent, { kind: 'result' }>;

export type Analysis = {
  /** The newest answer to this question; of fewer trials while a newer one is worked out. */
  readonly result: AnalysisResult | null;
  /** Share of the work that is done; null while nothing is being worked out. */
  readonly progress: number | null;
  readonly refusal: Refusal | null;
  /** Ends the work; the answer that there is stays. */
  readonly cancel: () => void;
  readonly again: () => void;
};

/** A question that changes while a person drags is asked when it has settled. */
const SETTLED_MILLISECONDS = 150;
/** New trials are taken up this often at most. */
const PACE_MILLISECONDS = 15_000;
/** "Too few trials" costs nothing to ask for, and is wrong soon. */
const WAITING_PACE_MILLISECONDS = 3_000;
const BIG_RUN = 5_000;
const BIG_PACE_MILLISECONDS = 60_000;

type State = {
  readonly key: string;
  readonly result: AnalysisResult | null;
  readonly progress: number | null;
  readonly refusal: Refusal | null;
};

/** A question that was just put is about to be worked out. */
const NOTHING: State = { key: '', result: null, progress: 0, refusal: null };

export type Patience = {
  /** Milliseconds between two questions about new trials, at least. */
  readonly pace?: number;
  /** Milliseconds before a question is put, after which whoever changes it has settled. */
  readonly settled?: number;
};

function hasTooFew({ result }: State): boolean {
  return result?.answer.kind === 'nothing' && result.answer.because === 'few-trials';
}

/** Asks the engine, and again when trials have ended since. Leaving the screen ends the work. */
export function useAnalysis(
  asked: Omit<AnalysisQuestion, 'moment'>,
  { pace = PACE_MILLISECONDS, settled = SETTLED_MILLISECONDS }: Patience = {},
): Analysis {
  const { connection } = useStores();
  const { runKey } = useRunOnScreen();
  const { moment, moments, all } = useShownTrials();
  const key = JSON.stringify([runKey, { ...asked, moment }]);
  const [state, setState] = useState(NOTHING);
  const ordinary = all.length < BIG_RUN ? pace : BIG_PACE_MILLISECONDS;
  const seen = usePaced(moments, hasTooFew(state) ? Math.min(WAITING_PACE_MILLISECONDS, ordinary) : ordinary);
  const [turn, setTurn] = useState(0);
  const running = useRef<AbortController>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `seen` and `turn` ask the same question anew.
  useEffect(() => {
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    const change = (part: Partial<State>) =>
      signal.aborted || setState((before) => ({ ...(before.key === key ? before : NOTHING), key, ...part }));
    const ask = async () => {
      const [, question] = JSON.parse(key) as [string, AnalysisQuestion];
      change({ progress: 0, refusal: null });
      try {
        for await (const event of await connection.client.run.analysis(
          { key: runKey, question },
          { signal },
        )) {
          change(event.kind === 'progress' ? { progress: event.share } : { progress: null, result: event });
        }
      } catch (thrown) {
        change({ progress: null, refusal: refusalOf(thrown) });
      }
    };
    const timer = setTimeout(() => void ask(), settled);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [connection, runKey, key, seen, turn, settled]);

  const known = state.key === key ? state : NOTHING;
  return useMemo(
    () => ({
      result: known.result,
      progress: known.progress,
      refusal: known.refusal,
      cancel: () => {
        running.current?.abort();
        setState((before) => ({ ...(before.key === key ? before : NOTHING), key, progress: null }));
      },
      again: () => setTurn((before) => before + 1),
    }),
    [known, key],
  );
}
