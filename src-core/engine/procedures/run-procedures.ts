import { basename } from 'node:path';
import type { AnalysisQuestion } from '#core/contract/analysis/analysis.ts';
import type { TextPiece } from '#core/contract/api/api-parts.ts';
import type { SubmissionQueue } from '#core/contract/run/cluster.ts';
import type { RunOrigin } from '#core/readers/reader.ts';
import { readTextPiece } from '#core/readers/text-piece.ts';
import type { RunWatcher } from '#core/watch/run/run-watcher.ts';
import { liveGenerator } from '#core/watch/stream/live-generator.ts';
import { examineRun } from '../runs/doctor.ts';
import { resumeRun } from '../runs/resume-run.ts';
import { startedNote, startedOf } from '../runs/started.ts';
import { stopRun } from '../runs/stop-run.ts';
import { exportListed } from '../setup/export-source.ts';
import { deleteTrials } from '../trials/delete-trials.ts';
import { enqueueTrial } from '../trials/enqueue-trial.ts';
import { noteTrial } from '../trials/note-trial.ts';
import { requeueTrials } from '../trials/requeue-trials.ts';
import { requireTrial } from '../trials/require-trial.ts';
import { stopTrials } from '../trials/stop-trials.ts';
import { trialScalars } from '../trials/trial-scalars.ts';
import { askSlurm } from '../workers/ask-slurm.ts';
import { heartbeats } from '../workers/heartbeats.ts';
import type { EngineParts } from './engine-parts.ts';
import type { CallContext, Procedures } from './engine-types.ts';

/** The contract's procedures of one run. */
export function runProcedures(parts: EngineParts): Procedures<'run'> {
  const { home, watches, launchHost } = parts;
  return {
    watch: ({ key }, call) => watchRun(parts, key, call),
    configuration: ({ key }) =>
      withWatcher(parts, key, async (watcher) => {
        const use = await watcher.run.diskUse();
        return {
          facts: watcher.facts(),
          ...originOf(watcher.run.origin()),
          size_bytes: use.bytes,
          files: use.files,
        };
      }),
    export: ({ key, to }) => withWatcher(parts, key, (watcher) => exportListed(watcher.facts(), to)),
    trialLog: ({ key, trial, offset }) =>
      withWatcher(parts, key, ({ run }) => {
        requireTrial(run, trial);
        return pieceOf(run.trialLogFile(trial), run.root, offset);
      }),
    scalars: ({ key, trial }) => withWatcher(parts, key, ({ run }) => trialScalars(run, trial)),
    workerLog: ({ key, worker, offset }) =>
      withWatcher(parts, key, ({ run }) => pieceOf(run.workerLogFile(worker), run.root, offset)),
    heartbeats: ({ key }) => withWatcher(parts, key, ({ run }) => heartbeats(run)),
    ...trialProcedures(parts),
    analysis: ({ key, question }, { signal }) => analyseRun(parts, key, question, signal),
    doctor: async ({ key }) => await examineRun({ root: await home.rootOf(key), clock: launchHost.clock }),
    mend: async ({ key, all, requeue, crash, keep }) => {
      const root = await home.rootOf(key);
      const sides = new Map(keep.map(({ trial, side }) => [trial, side]));
      const { clock } = launchHost;
      const diagnosis = await examineRun({ root, clock, mend: all, requeue, crash, keep: sides });
      await watches.look(root);
      return diagnosis;
    },
    stop: async ({ key, now, trials }) => {
      const root = await home.rootOf(key);
      const { by, clock } = launchHost;
      await (trials === undefined
        ? stopRun({ root, now, by, clock })
        : stopTrials({ root, trials, by, clock }));
      await watches.look(root);
      return {};
    },
    resume: async ({ key, slurm, ...wish }) => {
      const root = await home.rootOf(key);
      const launched = await resumeRun(launchHost, { ...wish, root, slurm: slurm ?? undefined });
      return await startedOf(parts, launched, startedNote(launched));
    },
    addWorkers: async ({ key, workers, env, slurm }) => {
      const wish = { workers, env, set: [], slurm: slurm ?? undefined };
      const launched = await resumeRun(launchHost, { ...wish, root: await home.rootOf(key) });
      return await startedOf(parts, launched, startedNote(launched));
    },
    queues: ({ key }) => queuesOf(parts, key),
  };
}

async function queuesOf(parts: EngineParts, key: string): Promise<SubmissionQueue[]> {
  const queues = await withWatcher(parts, key, ({ run }) => askSlurm(run.status(), parts.options.env));
  return [...queues];
}

function watchRun({ home, watches }: EngineParts, key: string, { signal, lastEventId }: CallContext) {
  return liveGenerator(signal, async function* (ended) {
    const lastSeq = lastEventId === undefined ? null : Number(lastEventId);
    yield* watches.subscribe(await home.rootOf(key), { lastSeq, signal: ended });
  });
}

function analyseRun(
  { home, watches, analyses }: EngineParts,
  key: string,
  question: AnalysisQuestion,
  signal: AbortSignal | undefined,
) {
  return liveGenerator(signal, async function* (ended) {
    const { watcher, release } = await watches.hold(await home.rootOf(key));
    try {
      yield* analyses.ask(watcher.run, question, ended);
    } finally {
      release();
    }
  });
}

async function pieceOf(file: string | null, root: string, offset: number): Promise<TextPiece> {
  return file === null ? { text: '', offset: 0, size: 0 } : await readTextPiece({ file, root, offset });
}

function originOf({ launches, format, run_id, branched_from, branches }: RunOrigin) {
  return {
    launches: [...launches],
    format,
    run_id,
    branched_from: branched_from && { ...branched_from, name: basename(branched_from.root) },
    branches: branches.map(({ root, at }) => ({ root, name: basename(root), at })),
  };
}

type TrialProcedures = Pick<Procedures<'run'>, 'requeue' | 'delete' | 'enqueue' | 'note'>;

/** What a person does with single trials of a run. Watchers know of it when the call returns. */
function trialProcedures(parts: EngineParts): TrialProcedures {
  const { home, watches, launchHost, options } = parts;
  const { clock } = launchHost;
  return {
    requeue: async ({ key, trials: wanted }) => {
      const { root, trials, alive } = await requeueTrials({
        root: await home.rootOf(key),
        trials: wanted,
        clock,
      });
      await watches.look(root);
      return { trials: [...trials], workers_alive: alive };
    },
    note: ({ key, ...wish }) =>
      withWatcher(parts, key, async (watcher) => {
        const note = noteTrial(watcher.run, options.dataDirectory, wish);
        await watcher.look();
        return note;
      }),
    delete: async ({ key, trials: wanted }) => {
      const { root, trials } = await deleteTrials({ root: await home.rootOf(key), trials: wanted, clock });
      await watches.look(root);
      return { trials: [...trials] };
    },
    enqueue: async ({ key, values }) => {
      const { root, trial, alive, hasRoom } = await enqueueTrial({
        root: await home.rootOf(key),
        values,
        clock,
      });
      await watches.look(root);
      return { trial, workers_alive: alive, has_room: hasRoom };
    },
  };
}

/** Does something with the watcher of a run of the list, which is held for as long as that takes. */
async function withWatcher<T>(
  { home, watches }: EngineParts,
  key: string,
  act: (watcher: RunWatcher) => T | Promise<T>,
): Promise<T> {
  const { watcher, release } = await watches.hold(await home.rootOf(key));
  try {
    return await act(watcher);
  } finally {
    release();
  }
}
