import { lossesOf } from '#core/analysis/trials/trial-table.ts';
import type { AnalysisEvent, AnalysisQuestion } from '#core/contract/analysis/analysis.ts';
import { isCompleted, type Trial } from '#core/contract/run/trial.ts';
import { createPauses, systemClock } from '#core/platform/clock.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { liveGenerator } from '#core/watch/stream/live-generator.ts';
import { analyseInThread } from './analysis-thread.ts';
import type { ThreadResult } from './thread-messages.ts';

/** Answers that are kept; each has a few hundred kilobytes at most. */
const KEPT = 48;

/** What an analysis asks of a run. */
type Analysed = Pick<OpenedRun, 'root' | 'trials' | 'facts'>;

/** Analyses of runs, one thread at a time, their answers kept for as long as the trials are the same. */
export type Analyses = {
  /** Progress, then the result. Breaking off ends the thread. */
  ask(
    run: Analysed,
    question: AnalysisQuestion,
    signal?: AbortSignal,
  ): AsyncGenerator<AnalysisEvent, void, void>;
};

/** Trials that are gone through between two looks at the clock. */
const SLICE = 1000;

type Seen = {
  /** What tells one state of a run's trials from another, as far as an analysis sees them. */
  readonly state: string;
  /** How many losses the trials have at most, at least 1. */
  readonly objectives: number;
};

/** Goes through all trials, with breaks for others. */
async function seenOf(trials: readonly Trial[]): Promise<Seen> {
  const pauses = createPauses(systemClock);
  let [completed, attempts, latest, objectives] = [0, 0, '', 1];
  for (const [place, trial] of trials.entries()) {
    completed += Number(isCompleted(trial.state));
    attempts += trial.attempt;
    latest = trial.ended_at !== null && trial.ended_at > latest ? trial.ended_at : latest;
    objectives = Math.max(objectives, lossesOf(trial).length);
    if (place % SLICE === SLICE - 1) {
      await pauses.next();
    }
  }
  return { state: `${trials.length} ${completed} ${attempts} ${latest}`, objectives };
}

/** A value that is overwritten until someone takes it. */
function createMailbox<T>() {
  let letter: T | null = null;
  let ring: () => void = () => undefined;
  return {
    put: (value: T) => {
      letter = value;
      ring();
    },
    take: async (): Promise<T> => {
      while (letter === null) {
        await new Promise<void>((resolve) => {
          ring = resolve;
        });
      }
      const taken = letter;
      letter = null;
      return taken;
    },
  };
}

export function createAnalyses(entry: string): Analyses {
  const turns = createTurns();
  const kept = new Map<string, ThreadResult>();

  const keep = (key: string, result: ThreadResult) => {
    kept.set(key, result);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) {
      kept.delete(oldest);
    }
  };

  async function* answer(run: Analysed, question: AnalysisQuestion, signal: AbortSignal) {
    const trials = [...run.trials()];
    const { state, objectives } = await seenOf(trials);
    const key = JSON.stringify([run.root, state, question]);
    const known = kept.get(key);
    if (known !== undefined) {
      yield { ...known, seq: 1 };
      return;
    }
    let seq = 1;
    yield { kind: 'progress' as const, seq, share: 0 };
    const endTurn = await turns.take(signal);
    if (endTurn === null) {
      return;
    }
    const mailbox = createMailbox<{ readonly share: number } | 'ended'>();
    const space = run.facts().space ?? [];
    const onProgress = (share: number) => mailbox.put({ share });
    const done = analyseInThread({ entry, trials, space, objectives, question, onProgress, signal }).finally(
      () => {
        endTurn();
        mailbox.put('ended');
      },
    );
    done.catch(() => undefined);
    for (let news = await mailbox.take(); news !== 'ended'; news = await mailbox.take()) {
      seq += 1;
      yield { kind: 'progress' as const, seq, share: news.share };
    }
    const result = await done;
    if (result !== null) {
      keep(key, result);
      yield { ...result, seq: seq + 1 };
    }
  }

  return { ask: (run, question, signal) => liveGenerator(signal, (ended) => answer(run, question, ended)) };
}

/** One at a time, in the order in which they came. */
type Turns = {
  /**
   * Waits for its turn.
   *
   * @returns what ends the turn; null where the signal aborted before it came
   */
  take(signal: AbortSignal): Promise<(() => void) | null>;
};

export function createTurns(): Turns {
  const waiting: (() => void)[] = [];
  let taken = false;
  const next = () => {
    const first = waiting.shift();
    if (first === undefined) {
      taken = false;
    } else {
      first();
    }
  };
  return {
    take: async (signal) => {
      if (signal.aborted) {
        return null;
      }
      if (taken) {
        const came = await new Promise<boolean>((resolve) => {
          const mine = () => {
            signal.removeEventListener('abort', gone);
            resolve(true);
          };
          const gone = () => {
            waiting.splice(waiting.indexOf(mine), 1);
            resolve(false);
          };
          waiting.push(mine);
          signal.addEventListener('abort', gone, { once: true });
        });
        if (!came) {
          return null;
        }
      }
      taken = true;
      let ended = false;
      return () => {
        if (!ended) {
          ended = true;
          next();
        }
      };
    },
  };
}
