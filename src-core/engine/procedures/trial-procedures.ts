import { deleteTrials } from '../trials/delete-trials.ts';
import { enqueueTrial } from '../trials/enqueue-trial.ts';
import { noteTrial } from '../trials/note-trial.ts';
import { requeueTrials } from '../trials/requeue-trials.ts';
import type { EngineParts } from './engine-parts.ts';
import type { Procedures } from './engine-types.ts';
import { withWatcher } from './with-watcher.ts';

type TrialProcedures = Pick<Procedures<'run'>, 'requeue' | 'delete' | 'enqueue' | 'note'>;

/** What a person does with single trials of a run. Watchers know of it when the call returns. */
export function trialProcedures(parts: EngineParts): TrialProcedures {
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
